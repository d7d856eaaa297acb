import { useEffect, useState, type RefObject } from 'react';
import { countOf } from '../../kit/format.ts';
import { useStore } from '../../state/store.ts';

/** Typing is answered when the hand rests. */
const searchDelay = 250;

/** Finds rows of the open facet by name, e-mail, phone or number. */
export function RowSearch({ inputRef }: { readonly inputRef: RefObject<HTMLInputElement | null> }) {
  const search = useStore((state) => state.filter.search);
  const total = useStore((state) => state.total);
  const setFilter = useStore((state) => state.setFilter);
  const announce = useStore((state) => state.announce);
  const [text, setText] = useState(search);
  const [shown, setShown] = useState(search);
  // A search set from elsewhere ("Show its row") stands in the field as well.
  if (search !== shown) {
    setShown(search);
    setText(search);
  }

  useEffect(() => {
    if (text === useStore.getState().filter.search) return;
    const timer = setTimeout(() => setFilter({ ...useStore.getState().filter, search: text }), searchDelay);
    return () => clearTimeout(timer);
  }, [text, setFilter]);
  useEffect(() => {
    if (total !== null && search !== '') announce(`${countOf(total, 'row')} found.`);
  }, [total, search, announce]);

  return (
    <div className="search">
      <input
        ref={inputRef}
        className="input"
        type="search"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setText('');
        }}
        placeholder="Name, e-mail, phone, ID"
        aria-label="Find name, e-mail, phone or ID"
        aria-keyshortcuts="/"
      />
      <kbd className="key-hint" aria-hidden="true">
        /
      </kbd>
    </div>
  );
}
