/** `accord plan`: previews as files. Exported for a reviewer or an e-mail, opened elsewhere, decisions taken back. */
import type { Command } from 'commander';
import { resolve } from 'node:path';
import type { Review } from '../../shared/domain/review.ts';
import { agoText } from '../../shared/domain/reading-age.ts';
import type { Console } from './console.ts';
import { exitCodes } from './exit-codes.ts';
import type { RunCommand } from './command.ts';
import { latestPlan, sayAge, sayPlan } from './plan-commands.ts';
import { findProfile } from './profile-commands.ts';

/** `of Harbour & Pine (MYOB company HARBOUR), by jdoe` */
function whose({ origin, redacted }: Review): string {
  if (redacted) return ', redacted';
  const company = origin.company === null ? '' : ` (MYOB company ${origin.company})`;
  const person = origin.person === null ? '' : `, exported by ${origin.person}`;
  return ` of ${origin.store ?? origin.profile ?? 'an unnamed store'}${company}${person}`;
}

function sayReview(console: Console, review: Review): void {
  console.say(`Somebody else's preview${whose(review)}, made ${agoText(review.madeAt, Date.now())}.`);
  console.say(`  SHA-256 ${review.sha256}`);
  if (review.rowsReplaced) {
    console.say(
      '  Customers were linked by hand in it, so its rows were checked by the file\u2019s own checksum alone.',
    );
  }
}

export function addPlanFileCommands(program: Command, run: RunCommand): void {
  const plan = program.command('plan').description('previews as files: for a reviewer, or for an e-mail');

  plan
    .command('export')
    .description('save the latest preview as a file')
    .argument('<profile>', 'a profile, or a review that was opened from a file')
    .requiredOption('--to <file>', 'where; a file that is there is replaced')
    .option('--redacted', 'mask everything personal, so that it can be sent by e-mail')
    .action((wanted: string, { to, redacted }: { to: string; redacted?: boolean }) =>
      run(async ({ host, console }) => {
        const { id: profileId } = await findProfile(host, wanted);
        const { id: planId, sha256 } = await latestPlan(host.services, profileId);
        const file = resolve(to);
        const isRedacted = redacted === true;
        const { rows } = await host.planFiles.exportTo(file, { profileId, planId, redacted: isRedacted });
        console.answer({ ok: true, file, rows, redacted: isRedacted, sha256 });
        console.say(
          isRedacted
            ? `${rows} rows without personal data in ${file}. Whoever gets it can read it, and cannot decide it.`
            : `${rows} rows with personal data in ${file}. Send it only to whom you would show these customers.`,
        );
        return exitCodes.done;
      }),
    );

  plan
    .command('open')
    .description('open a preview from another computer, to read and decide it; it is never committed here')
    .argument('<file>')
    .action((file: string) =>
      run(async ({ host, console }) => {
        const review = await host.planFiles.open(resolve(file));
        const header = await latestPlan(host.services, review.id);
        console.answer({ ok: true, review, plan: header });
        sayReview(console, review);
        sayPlan(console, header);
        sayAge(console, header);
        console.say(`Look at it with: accord rows ${review.id}`);
        if (!review.redacted) {
          console.say(
            `Decide it with accord decide ${review.id}, then: accord plan export ${review.id} --to reviewed.json`,
          );
        }
        return exitCodes.done;
      }),
    );

  plan
    .command('reviews')
    .description('the previews that were opened from files')
    .option('--remove <review>', 'forget this one')
    .action(({ remove }: { remove?: string }) =>
      run(async ({ host, console }) => {
        if (remove !== undefined) await host.services['review.remove']({ reviewId: remove });
        const reviews = await host.services['review.list']({});
        console.answer({ ok: true, reviews });
        for (const review of reviews) {
          console.say(review.id);
          sayReview(console, review);
        }
        if (reviews.length === 0) console.say('None.');
        return exitCodes.done;
      }),
    );

  plan
    .command('take')
    .description('take over the decisions of a reviewer, for the very preview that was looked at')
    .argument('<profile>')
    .argument('<file>', 'what the reviewer exported')
    .action((wanted: string, file: string) =>
      run(async ({ host, console }) => {
        const { id: profileId } = await findProfile(host, wanted);
        const { id: planId } = await latestPlan(host.services, profileId);
        const taken = await host.planFiles.takeDecisions(resolve(file), { profileId, planId });
        console.answer({ ok: true, ...taken });
        console.say(
          `${taken.taken} decisions taken over, ${taken.same} were the same already, ${taken.left} left as they are here; ${taken.plan.totals.needPerson} rows still wait.`,
        );
        return exitCodes.done;
      }),
    );
}
