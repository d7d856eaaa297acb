/** Filters in a word, for `accord profile set harbour filters.customer.import=ordered`; a filter of another kind is written as JSON. */
import { sameFilterName, type Filter, type SavedFilters } from '../../shared/domain/filter.ts';
import { entities } from '../../shared/domain/party.ts';
import { ruleWays } from '../../shared/domain/rule-trial.ts';
import { filterFrom, startingPointsOf } from '../../shared/domain/starting-points.ts';
import { usage } from './command.ts';

/** What stands for a filter at a place where one is set; undefined where the words are not about filters. */
export function filterInWords(
  path: readonly string[],
  text: string,
  savedFilters: SavedFilters,
): Filter | null | undefined {
  const [group, ...place] = path;
  const entity = entities.find((each) => each === place[0]);
  const way = ruleWays.find((each) => each === place[1]);
  if (group !== 'filters' || place.length !== 2 || entity === undefined || way === undefined)
    return undefined;
  const points = startingPointsOf(entity, way);
  const saved = savedFilters[entity][way];
  const [word = '', ...rest] = text.split(':');
  const value = rest.join(':').trim();
  if (text === 'everybody') return null;
  const point = points.find(({ id }) => id === word);
  if (point !== undefined && (point.value !== null) === (value !== '')) return filterFrom(point, value);
  if (word === 'saved') {
    const found = saved.find(({ name }) => sameFilterName(name, value));
    if (found !== undefined) return found;
    const names = saved.map(({ name }) => `"${name}"`).join(', ');
    throw usage(
      `There is no saved filter "${value}" for ${place.join('.')}. ${names === '' ? 'None is saved there yet.' : `Saved are: ${names}.`}`,
    );
  }
  const words = points.map(({ id, value: wanted }) => (wanted === null ? id : `${id}:<${id}>`));
  throw usage(
    `${path.join('.')} takes ${['everybody', ...words, 'saved:<name>'].join(', ')}, or a whole filter as JSON, not "${text}".`,
  );
}
