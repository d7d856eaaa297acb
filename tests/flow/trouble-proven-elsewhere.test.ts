/** Trouble that lies deeper than a command line reaches is proven where it happens: these tests, by name, are there. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './command-line.ts';

const provenElsewhere: readonly (readonly [item: string, file: string, title: string])[] = [
  [
    'expired token in mid-run',
    'tests/contract/shopify/connecting.test.ts',
    'with a token that is revoked in the middle of the work, says so',
  ],
  [
    'lasting trouble of the ERP',
    'tests/contract/acumatica/trouble.test.ts',
    'gives up on lasting %s with %s, without a session left',
  ],
  ['trouble of the ERP that passes', 'tests/contract/acumatica/trouble.test.ts', 'gets over %j'],
  [
    '429 of the ERP in a write',
    'tests/contract/acumatica/trouble.test.ts',
    'sends again after %j, because nothing was carried out',
  ],
  [
    'HTML or broken JSON as answer to a write',
    'tests/contract/shopify/transport.test.ts',
    'never writes again after %s: whether it was written is not known',
  ],
  ['a storm of THROTTLED', 'tests/contract/shopify/transport.test.ts', 'gives up after a storm, in words'],
  [
    'personal data denied',
    'tests/contract/shopify/connecting.test.ts',
    'warns where many customers show no e-mail at all',
  ],
  ['phones in every spelling', 'shared/mapping/normalise.test.ts', 'reads %s in %s as %s'],
  ['phones that are none', 'shared/mapping/normalise.test.ts', 'does not read %s in %s: %s'],
  [
    'settings cut at any byte',
    'electron/storage/settings.test.ts',
    'cut in half at any byte: the backup is used, said so, and the damaged file is kept',
  ],
  [
    'full disk under the settings',
    'electron/storage/settings.test.ts',
    'a full disk at any step of a write leaves file, backup and memory as they were',
  ],
  [
    'full disk between two writes',
    'shared/sync/commit.test.ts',
    'writes nothing that it cannot record: a full disk stops everything (L5)',
  ],
  [
    'a copy of the app that was killed',
    'electron/storage/profile-lock.test.ts',
    'names the other process, and takes over from one that was killed',
  ],
];

describe('what is proven elsewhere', () => {
  it.each(provenElsewhere)('%s', async (_item, file, title) => {
    expect(await readFile(join(root, file), 'utf8')).toContain(`'${title}'`);
  });
});
