/** Bad input, as a person at the command line meets it: each record is named with what is wrong and what to do, the rest goes on, and nothing is lost. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Run } from '../../shared/ipc/contract.ts';
import { demoCompany, startDemoWorld, type DemoWorld } from '../../simulators/demo/world.ts';
import { openWorkplace, type CommandLine, type Workplace } from './command-line.ts';
import { addressesOf, makeProfile } from './twins.ts';

let workplace: Workplace;

beforeAll(async () => {
  workplace = await openWorkplace();
});
afterAll(() => workplace.remove());

describe('records that no program should guess about', () => {
  /** [as typed in MYOB, country, as Shopify holds it] */
  const phones: readonly (readonly [string, 'AU' | 'NZ', string | null])[] = [
    ['0491 570 156', 'AU', '+61491570156'],
    ['0491570157', 'AU', '+61491570157'],
    ['+61 491 570 158', 'AU', '+61491570158'],
    ['+61 (0)491 570 159', 'AU', '+61491570159'],
    ['0011 61 491 570 110', 'AU', '+61491570110'],
    ['(02) 5550 1234', 'AU', '+61255501234'],
    ['1800 160 401', 'AU', '+611800160401'],
    ['021 555 1101', 'NZ', '+64215551101'],
    ['+64 (0)9 555 0123', 'NZ', '+6495550123'],
    ['5550 1234', 'AU', null],
    ['0491 570 15', 'AU', null],
    ['ask Sione', 'AU', null],
  ];
  const emailOfPhone = (index: number): string => `phone.${index}@example.com.au`;
  const street = {
    AddressLine1: '12 King Street',
    City: 'Newtown',
    State: 'NSW',
    PostalCode: '2042',
    Country: 'AU',
  };
  const auckland = { AddressLine1: '8 Queen Street', City: 'Auckland', PostalCode: '1010', Country: 'NZ' };
  const longLine = 'Behind the third shed '.repeat(14).slice(0, 300);
  let world: DemoWorld;
  let accord: CommandLine;
  let profile: string;
  /** What `rows` says to a person before the commit. */
  let said: string;

  /** What is said about one customer: the line with its name, and the reasons below it. */
  function about(name: string): string {
    const lines = said.split('\n');
    const start = lines.findIndex((line) => /^ {2}\S/.test(line) && line.includes(`${name} (`));
    if (start === -1) throw new Error(`Nothing is said about ${name}:\n${said}`);
    const end = lines.findIndex((line, index) => index > start && !line.startsWith('      '));
    return lines.slice(start, end).join('\n');
  }

  const inShopify = (email: string) =>
    world.shopify.store.customers().filter((customer) => customer.email === email);
  const inErp = (email: string) =>
    world.erp.store.customers().filter(({ mainContact }) => mainContact.values['Email'] === email);

  /** What only an import or a bug of long ago can have left: the screens of today would refuse it. */
  function addOldSins(): void {
    world.shopify.store.addCustomer({ email: 'ghost@example.com.au' });
    const shop = world.shopify.store.snapshot();
    world.shopify.store.load({
      ...shop,
      customers: shop.customers.map((customer) =>
        customer.email === 'ghost@example.com.au' ? { ...customer, email: null } : customer,
      ),
    });
    world.erp.store.addCustomer({
      CustomerName: 'Long Line',
      MainContact: { Email: 'long.line@example.com.au', Address: street },
    });
    const company = world.erp.store.snapshot();
    for (const { values, mainContact } of company.customers) {
      if (values['CustomerName'] === 'Long Line') mainContact.address.values['AddressLine1'] = longLine;
    }
    world.erp.store.load(company);
  }

  beforeAll(async () => {
    world = await startDemoWorld(null, { isEmpty: true });
    const { shopify, erp } = world;
    erp.store.deleteCustomer(demoCompany.guestCustomer);
    for (const [index, [phone, country]] of phones.entries()) {
      erp.store.addCustomer({
        CustomerName: `Phone ${index}`,
        MainContact: {
          Email: emailOfPhone(index),
          Phone1: phone,
          Address: { ...(country === 'AU' ? street : auckland), AddressLine1: `${index + 1} King Street` },
        },
      });
    }
    shopify.store.addCustomer({ email: 'no.name@example.com.au' });
    erp.store.addCustomer({ CustomerName: 'No Contact' });
    shopify.store.addCustomer({
      firstName: 'A'.repeat(29),
      lastName: 'B'.repeat(30),
      email: 'sixty@example.com.au',
    });
    erp.store.addCustomer({
      CustomerName: 'Odd State',
      MainContact: { Email: 'odd.state@example.com.au', Address: { ...street, State: 'Nowhere' } },
      locations: [
        { LocationName: 'Second', LocationContact: { Address: { ...street, AddressLine1: '9 Mill Lane' } } },
      ],
    });
    erp.store.addCustomer({
      CustomerName: 'Sea View',
      MainContact: { Email: 'sea.view@example.com.au', Address: { ...street, City: 'Newtown \u{1F30A}' } },
    });
    for (const name of ['Twin One', 'Twin Two']) {
      erp.store.addCustomer({ CustomerName: name, MainContact: { Email: 'twins@example.com.au' } });
    }
    addOldSins();
    accord = workplace.commandLine('records');
    profile = await makeProfile(accord, 'Harbour', addressesOf(world), '--guest-customer', 'none');
    const preview = await accord.say('preview', profile);
    expect(preview.code, preview.stdout).toBe(3);
    said = (await accord.say('rows', profile, '--limit', '500')).stdout;
    const committed = await accord.ask<{ run: Run }>('commit', profile);
    expect(committed.code, committed.stderr).toBe(3);
    expect(committed.answer.run.counts).toMatchObject({ failed: 0, stale: 0, waiting: 0 });
  });

  afterAll(() => world.close());

  it('a record with no name, e-mail or phone waits, and says what to add where', () => {
    expect(about('7000000000003')).toContain(
      'This record has no name, no e-mail and no phone. Add one of them in Shopify.',
    );
  });

  it('a record with an e-mail only is named by it', () => {
    expect(about('no.name@example.com.au')).toContain('Named by the e-mail, as it has no other name.');
    expect(inErp('no.name@example.com.au')[0]?.values['CustomerName']).toBe('no.name@example.com.au');
  });

  it('a record with a name only goes on', () => {
    const found = world.shopify.store.customers().filter(({ lastName }) => lastName === 'Contact');
    expect(found).toMatchObject([{ firstName: 'No', email: null, phone: null }]);
  });

  it('a phone in nine spellings arrives as one number, and three that are none are left out and named', () => {
    for (const [index, [phone, , e164]] of phones.entries()) {
      expect(inShopify(emailOfPhone(index))[0]?.phone, phone).toBe(e164);
      expect(inErp(emailOfPhone(index))[0]?.mainContact.values['Phone1']).toBe(phone);
      const note = `"${phone}" is not a valid phone number. The customer goes without a phone.`;
      expect(about(`Phone ${index}`).includes(note), phone).toBe(e164 === null);
      expect(about(`Phone ${index}`).includes('not a valid phone'), phone).toBe(e164 === null);
    }
  });

  it('a state that the other side does not know holds back that address alone', () => {
    expect(about('Odd State')).toContain(
      'Shopify knows no state "Nowhere" in Australia. Correct it in MYOB.',
    );
    expect(inShopify('odd.state@example.com.au')[0]?.addresses.map(({ address1 }) => address1)).toEqual([
      '9 Mill Lane',
    ]);
  });

  it('a 60-character name waits, with the figures and the remedy', () => {
    expect(about(`${'A'.repeat(29)} ${'B'.repeat(30)}`)).toMatch(
      /has 60 characters; MYOB takes 50\. Shorten it in Shopify\./,
    );
    expect(inErp('sixty@example.com.au')).toEqual([]);
  });

  it('an emoji holds back the address alone', () => {
    expect(about('Sea View')).toContain(
      'Suburb or city has characters that Shopify refuses (emoji, HTML or a web address). Correct it in MYOB.',
    );
    expect(inShopify('sea.view@example.com.au')).toMatchObject([{ addresses: [] }]);
  });

  it('an address line of 300 characters is never cut', () => {
    expect(about('Long Line')).toContain(
      'Address line 1 has 300 characters; Shopify takes 255. Shorten it in MYOB.',
    );
    expect(inShopify('long.line@example.com.au')).toMatchObject([{ addresses: [] }]);
    expect(inErp('long.line@example.com.au')[0]?.mainContact.address.values['AddressLine1']).toBe(longLine);
  });

  it('two customers with one e-mail wait until one is chosen', () => {
    expect(said).toContain(
      '2 customers in MYOB have the e-mail twins@example.com.au. All of them wait until one is chosen.',
    );
    for (const name of ['Twin One', 'Twin Two']) expect(said).toContain(`Candidate in MYOB: ${name}`);
    expect(inShopify('twins@example.com.au')).toEqual([]);
    expect(inErp('twins@example.com.au')).toHaveLength(2);
  });
});
