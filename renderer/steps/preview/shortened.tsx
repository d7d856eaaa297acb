import { useState, type ReactNode } from 'react';
import { Button } from '../../kit/button.tsx';
import { countOf } from '../../kit/format.ts';
import { isQuietChild, newsFirst, type ChildChange } from '../../state/tree.ts';

/** Shown at once where there is nothing to say about them. */
const quietShown = 5;
/** Shown at once of those that there is something to say about. */
const newsShown = 25;

/** The part of a long list that is worth reading first, and a button for the rest. */
export function useShortened<C extends ChildChange>(
  children: readonly C[],
  noun: 'location' | 'contact',
): { readonly shown: readonly C[]; readonly more: ReactNode } {
  const [isWhole, setWhole] = useState(false);
  const news = children.filter((child) => !isQuietChild(child)).length;
  const first = Math.max(quietShown, Math.min(news, newsShown));
  const ordered = newsFirst(children);
  if (children.length <= first) return { shown: ordered, more: null };
  const rest = news > first ? `${news - first} more have something to say` : 'The others are in agreement';
  const more = (
    <p>
      <Button small onPress={() => setWhole(!isWhole)}>
        {isWhole ? `Show fewer ${noun}s` : `Show all ${countOf(children.length, noun)}`}
      </Button>{' '}
      {isWhole ? null : <span className="muted">{rest}.</span>}
    </p>
  );
  return { shown: isWhole ? ordered : ordered.slice(0, first), more };
}
