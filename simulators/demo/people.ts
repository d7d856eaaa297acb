/** Invented people of Australia and New Zealand: names, addresses in real suburbs, phones in blocks used for fiction. */
import type { Random } from './random.ts';

export interface Place {
  readonly city: string;
  /** AU: state; NZ: region. */
  readonly province: string;
  readonly postcode: string;
  readonly country: 'AU' | 'NZ';
}

export interface Home extends Place {
  readonly address1: string;
  readonly address2: string | null;
}

export interface Person {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  /** As people type it. */
  readonly phone: string;
  readonly e164: string;
  /** The first is the default address. */
  readonly homes: readonly Home[];
  readonly company: string | null;
}

const firstNames =
  'Aroha Ben Claire Daniel Elena Farid Grace Hamish Isla Jack Keira Liam Mia Noah Olivia Priya Quentin Ruby Sione Tamsin Umar Violet Wiremu Xanthe Yusuf Zoe Amelia Brodie Chloe Declan Ebony Finn Georgia Harper Indi Joel Kiri Lachlan Matilda Nikau Oscar Poppy Rangi Sienna Thomas Ursula Vikram Willow Xavier Yasmin Anahera Bailey Caitlin Dylan Evie Fergus Gemma Hunter Ivy Jasper Kahu Lucy Manaia Nathan'.split(
    ' ',
  );
const lastNames =
  'Ngata Whitlock Dubois Okafor Petrova Rahimi Huang McRae Brennan Tran Fletcher Gordon Hayward Iyer Jamieson Kowalski Lindqvist Marsters Nguyen Ormond Parata Quinlan Rossi Sharma Tamihana Underhill Vaughan Walker Xu Yates Zammit Abbott Barlow Campbell Dawson Ellery Forsyth Gallagher Henare Irvine Joyce Kelleher Lawson Maddock Novak Osborne Pembroke Radford Sinclair Tipene Upton Vella Wishart Yarrow Ashdown Burridge Crossley Drummond Eastman Farrelly'.split(
    ' ',
  );
const streets =
  'Banksia Wattle Acacia Jacaranda Kauri Rata Pohutukawa Harbour Station Church Victoria Albert King Queen Smith Kerr Moorabool Bridge Mill Orchard Railway Beach Marine Park Hill Lake'.split(
    ' ',
  );
const streetTypes = ['Street', 'Road', 'Avenue', 'Lane', 'Parade', 'Crescent'];
const businesses = [
  'Atelier',
  'Trading',
  'Interiors',
  'Landscapes',
  'Joinery',
  'Ceramics',
  'Provisions',
  'Studio',
];

const place = (city: string, province: string, postcode: string, country: 'AU' | 'NZ'): Place => ({
  city,
  province,
  postcode,
  country,
});

const places: readonly Place[] = [
  place('Fitzroy', 'VIC', '3065', 'AU'),
  place('Carlton', 'VIC', '3053', 'AU'),
  place('Geelong', 'VIC', '3220', 'AU'),
  place('Ballarat Central', 'VIC', '3350', 'AU'),
  place('Newtown', 'NSW', '2042', 'AU'),
  place('Parramatta', 'NSW', '2150', 'AU'),
  place('Newcastle', 'NSW', '2300', 'AU'),
  place('Wollongong', 'NSW', '2500', 'AU'),
  place('Paddington', 'QLD', '4064', 'AU'),
  place('Cairns City', 'QLD', '4870', 'AU'),
  place('Toowoomba City', 'QLD', '4350', 'AU'),
  place('Fremantle', 'WA', '6160', 'AU'),
  place('Subiaco', 'WA', '6008', 'AU'),
  place('Norwood', 'SA', '5067', 'AU'),
  place('Hobart', 'TAS', '7000', 'AU'),
  place('Launceston', 'TAS', '7250', 'AU'),
  place('Darwin City', 'NT', '0800', 'AU'),
  place('Braddon', 'ACT', '2612', 'AU'),
  place('Auckland', 'AUK', '1010', 'NZ'),
  place('Hamilton', 'WKO', '3204', 'NZ'),
  place('Wellington', 'WGN', '6011', 'NZ'),
  place('Christchurch', 'CAN', '8011', 'NZ'),
  place('Dunedin', 'OTA', '9016', 'NZ'),
];

/** AU: the block from which the regulator takes its numbers for fiction; NZ: the 555 block of a mobile range. */
function phoneOf(random: Random, country: 'AU' | 'NZ', serial: number): Pick<Person, 'phone' | 'e164'> {
  if (country === 'NZ') {
    const tail = String(1000 + serial).padStart(4, '0');
    return { phone: `021 555 ${tail}`, e164: `+6421555${tail}` };
  }
  const tail = String(serial).padStart(3, '0');
  const area = 570 + Math.floor(serial / 1000);
  const e164 = `+61491${area}${tail.slice(-3)}`;
  const spellings = [
    `0491 ${area} ${tail.slice(-3)}`,
    `+61 491 ${area} ${tail.slice(-3)}`,
    `0491${area}${tail.slice(-3)}`,
  ];
  return { phone: random.pick(spellings), e164 };
}

export function inventHome(random: Random, country?: 'AU' | 'NZ'): Home {
  const choices = country === undefined ? places : places.filter((each) => each.country === country);
  const unit = random.below(5) === 0 ? `Unit ${1 + random.below(24)}` : null;
  return {
    ...random.pick(choices),
    address1: `${1 + random.below(240)} ${random.pick(streets)} ${random.pick(streetTypes)}`,
    address2: unit,
  };
}

/** Person number `serial`: names repeat as in life, e-mail and phone never do. */
export function inventPerson(random: Random, serial: number, homeCount: number): Person {
  const firstName = firstNames[serial % firstNames.length] ?? 'Alex';
  const lastName = random.pick(lastNames);
  const first = inventHome(random);
  const { country } = first;
  const homes = [first, ...Array.from({ length: homeCount - 1 }, () => inventHome(random, country))];
  const mailHost = country === 'NZ' ? 'example.co.nz' : 'example.com.au';
  const company = random.below(7) === 0 ? `${lastName} ${random.pick(businesses)}` : null;
  return {
    firstName,
    lastName,
    email: `${firstName}.${lastName}.${serial}@${mailHost}`.toLowerCase(),
    ...phoneOf(random, country, serial),
    homes,
    company,
  };
}
