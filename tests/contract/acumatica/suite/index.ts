import type { Subject } from './case.ts';
import { contacts } from './contacts.ts';
import { customers } from './customers.ts';
import { locations } from './locations.ts';
import { reading } from './reading.ts';
import { site } from './site.ts';
import { stamps } from './stamps.ts';

export const subjects: readonly Subject[] = [site, reading, customers, locations, contacts, stamps];
