/** Which stamp an edit moves: what the reading of changes rests on. */
import { not } from '../../shape.ts';
import type { ContractCase, EntityCall, Plain, Step, Subject } from './case.ts';
import { aContact, aCustomer, aLocation, get, put, updateOnly } from './steps.ts';

/** Stamps may be kept to the second. */
const pause = 1.2;

const customerStamps: EntityCall = get('Customer/{{customer}}', { $expand: 'MainContact' });
const locationStamps: EntityCall = get('CustomerLocation/{{customer}}/{{location}}', {
  $expand: 'LocationContact',
});

const customer: Step = {
  request: customerStamps,
  save: { ownStamp: 'LastModifiedDateTime', contactStamp: 'MainContact.LastModifiedDateTime' },
};
const location: Step = {
  request: locationStamps,
  save: { ownStamp: 'LastModifiedDateTime', contactStamp: 'LocationContact.LastModifiedDateTime' },
};

type Moves = 'own' | 'contact' | 'both' | 'neither';

function stampsAfter(moves: Moves, linked: 'MainContact' | 'LocationContact'): Plain {
  const own = moves === 'own' || moves === 'both' ? not('{{ownStamp}}') : '{{ownStamp}}';
  const contact = moves === 'contact' || moves === 'both' ? not('{{contactStamp}}') : '{{contactStamp}}';
  return { LastModifiedDateTime: own, [linked]: { LastModifiedDateTime: contact } };
}

function ofCustomer(what: string, body: Plain, moves: Moves, heldIn: string): ContractCase {
  return {
    name: `an edit of ${what} moves ${moves === 'own' ? 'the customer’s own' : moves}`,
    basis: '7.3 [VERIFY 9.4]',
    heldIn,
    given: [
      aCustomer(),
      customer,
      { request: put('Customer', { CustomerID: '{{customer}}', ...body }, {}, updateOnly), pause },
    ],
    request: customerStamps,
    answer: { record: stampsAfter(moves, 'MainContact') },
  };
}

function ofLocation(what: string, body: Plain, moves: Moves, heldIn: string): ContractCase {
  return {
    name: `an edit of a location’s ${what} moves ${moves === 'own' ? 'the location’s own' : moves}`,
    basis: '7.3 [VERIFY 9.4]',
    heldIn,
    given: [
      aCustomer(),
      aLocation(),
      location,
      {
        request: put(
          'CustomerLocation',
          { Customer: '{{customer}}', LocationID: '{{location}}', ...body },
          {},
          updateOnly,
        ),
        pause,
      },
    ],
    request: locationStamps,
    answer: { record: stampsAfter(moves, 'LocationContact') },
  };
}

const options = 'simulators/acumatica/options.ts';

export const stamps: Subject = {
  name: 'stamps',
  cases: [
    ofCustomer(
      'a customer’s name',
      { CustomerName: 'Renamed {{run}}' },
      'own',
      'electron/connectors/acumatica/changes.ts',
    ),
    ofCustomer(
      'its e-mail',
      { MainContact: { Email: 'new-{{email}}' } },
      'both',
      `${options} customerStampMovesOnContactEdit`,
    ),
    ofCustomer(
      'its address',
      { MainContact: { Address: { City: 'Perth' } } },
      'both',
      `${options} customerStampMovesOnContactEdit, contactStampMovesOnAddressEdit`,
    ),
    ofCustomer(
      'nothing, as equal values are passed over,',
      { CustomerName: 'Accord contract {{run}}' },
      'neither',
      'simulators/acumatica/company.ts writeFields',
    ),
    ofLocation(
      'name',
      { LocationName: 'Renamed {{run}}' },
      'own',
      'electron/connectors/acumatica/changes.ts',
    ),
    ofLocation(
      'own contact',
      { LocationContact: { Attention: 'Front desk' } },
      'both',
      `${options} locationStampMovesOnContactEdit`,
    ),
    ofLocation(
      'own address',
      { LocationContact: { Address: { City: 'Perth' } } },
      'both',
      `${options} locationStampMovesOnContactEdit, contactStampMovesOnAddressEdit`,
    ),
    {
      name: 'an edit of a location does not move its customer’s',
      basis: '7.3 [VERIFY 9.4]',
      heldIn: `${options} customerStampMovesOnLocationEdit`,
      given: [
        aCustomer(),
        aLocation(),
        customer,
        {
          request: put(
            'CustomerLocation',
            { Customer: '{{customer}}', LocationID: '{{location}}', LocationName: 'Renamed {{run}}' },
            {},
            updateOnly,
          ),
          pause,
        },
      ],
      request: customerStamps,
      answer: { record: { LastModifiedDateTime: '{{ownStamp}}' } },
    },
    {
      name: 'an edit of a contact moves its own and not its customer’s',
      basis: '7.3 [VERIFY 9.4]',
      heldIn: 'electron/connectors/acumatica/changes.ts contactStamp',
      given: [
        aCustomer(),
        aContact(),
        customer,
        { request: get('Contact/{{contact}}'), save: { person: 'LastModifiedDateTime' } },
        {
          request: put('Contact', { ContactID: '{{contact}}', FirstName: 'Mereana' }, {}, updateOnly),
          pause,
        },
        {
          request: get('Contact/{{contact}}'),
          answer: { record: { LastModifiedDateTime: not('{{person}}') } },
        },
      ],
      request: customerStamps,
      answer: { record: { LastModifiedDateTime: '{{ownStamp}}' } },
    },
  ],
};
