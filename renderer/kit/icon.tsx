const paths = {
  check: 'M4 12.5l5 5L20 6.5',
  cross: 'M6 6l12 12M18 6L6 18',
  plus: 'M12 5v14M5 12h14',
  pencil: 'M4 20h4L19 9l-4-4L4 16v4z',
  link: 'M9 15l6-6M10.5 6.5l1.8-1.8a4.5 4.5 0 016.4 6.4l-1.8 1.8M13.5 17.5l-1.8 1.8a4.5 4.5 0 01-6.4-6.4l1.8-1.8',
  unlink:
    'M7 17l-1.7 2.3M17 7l1.7-2.3M10.5 6.5l1.8-1.8a4.5 4.5 0 016.4 6.4l-1.8 1.8M13.5 17.5l-1.8 1.8a4.5 4.5 0 01-6.4-6.4l1.8-1.8',
  pause: 'M9 5v14M15 5v14',
  alert: 'M12 3.5l9.5 17h-19zM12 10v4.5M12 17.4v.1',
  split: 'M12 21v-8M12 13L5 5M12 13l7-8M5 10V5h5M14 5h5v5',
  question: 'M12 3a9 9 0 100 18 9 9 0 000-18zM9.5 9.600a2.5 2.5 0 114 2c-1 .7-1.5 1.2-1.5 2.100M12 16.800v.1',
  ban: 'M12 3a9 9 0 100 18 9 9 0 000-18zM5.7 5.7l12.6 12.6',
  equal: 'M5 9h14M5 15h14',
  funnel: 'M4 5h16l-6 8v6l-4-2v-4z',
  minus: 'M5 12h14',
  info: 'M12 3a9 9 0 100 18 9 9 0 000-18zM12 11v5M12 7.9v.1',
  undo: 'M4 9h10a6 6 0 010 12h-3M8 5L4 9l4 4',
  up: 'M6 15l6-6 6 6',
  down: 'M6 9l6 6 6-6',
  right: 'M9 6l6 6-6 6',
  person: 'M12 4a4 4 0 100 8 4 4 0 000-8zM4 21a8 8 0 0116 0',
  building: 'M5 21V4h9v17M14 9h5v12M3 21h18M8.5 8h2M8.5 12h2M8.5 16h2M16.5 13v.1M16.5 17v.1',
  clock: 'M12 3a9 9 0 100 18 9 9 0 000-18zM12 7v5l3.5 2',
} as const;

export type IconName = keyof typeof paths;

/** Decoration beside a word that says the same; never the only carrier of a meaning. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
