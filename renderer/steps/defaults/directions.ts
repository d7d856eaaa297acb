/** The choices of both kinds of customers: which way, and which system decides. */
import type { Side } from '../../../shared/domain/party.ts';
import type { Direction } from '../../../shared/domain/settings.ts';
import type { Option } from '../../kit/choice.tsx';
import { directionLabels, systemTitles } from '../../kit/labels.ts';

export const directions: readonly Option<Direction>[] = [
  {
    id: 'bidirectional',
    label: directionLabels.bidirectional,
    description: 'New and changed customers go either way',
  },
  { id: 'import', label: directionLabels.import, description: 'Only MYOB is written' },
  { id: 'export', label: directionLabels.export, description: 'Only Shopify is written' },
];

export const primaries: readonly Option<Side>[] = [
  { id: 'erp', label: systemTitles.erp },
  { id: 'shopify', label: systemTitles.shopify },
];
