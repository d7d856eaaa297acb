/** What an import writes of a customer only where a profile maps it: note, language, marketing flags and tax exemption number. Pure. */
import type { ErpExtrasPatch } from '../../../shared/domain/customer-extras.ts';
import { named } from './bodies.ts';
import { attributeContacts } from './views.ts';
import { isWireRecord, wrap, type WireRecord } from './wire.ts';

/**
 * With which contact people keep language and flags is not documented, and any that has them counts when they are read: so each contact
 * that there is gets them, the account's own and that of its person. [VERIFY] as `attributeContacts`.
 */
function contactsWritten(hasPerson: boolean): readonly (typeof attributeContacts)[number][] {
  return attributeContacts.filter((contact) => contact === 'MainContact' || hasPerson);
}

/**
 * `body` with what is mapped besides. A note is the record's own and no field of it (acumatica.md 7.1). `hasPerson`: the customer has a primary
 * contact, or gets one by this body; without a last name none can be made.
 */
export function withExtras(
  body: WireRecord,
  extras: ErpExtrasPatch | undefined,
  hasPerson: boolean,
): WireRecord {
  if (extras === undefined) return body;
  const { erpNote, erpLanguage, noMarketing, doNotEmail, taxExemptionNumber } = extras;
  const ofContact = named({
    LanguageOrLocale: erpLanguage,
    NoMarketing: noMarketing,
    DoNotEmail: doNotEmail,
  });
  const contacts = contactsWritten(hasPerson).map((name): readonly [string, WireRecord] => {
    const known = body[name];
    return [name, { ...(isWireRecord(known) ? known : {}), ...ofContact }];
  });
  return {
    ...body,
    ...named({ TaxExemptionNumber: taxExemptionNumber }),
    ...(erpNote === undefined ? {} : { note: wrap(erpNote) }),
    ...(Object.keys(ofContact).length === 0 ? {} : Object.fromEntries(contacts)),
  };
}
