import type { ReactNode } from 'react';

export interface PageProps {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  readonly bar?: ReactNode;
  /** Leaves padding and scrolling to the content (the preview's grid). */
  readonly plain?: boolean;
}

/** One screen: what it is, its content, and the bar that says what its main button will do. */
export function Page({ title, lead, actions, children, bar, plain = false }: PageProps) {
  return (
    <>
      <header className="page-head">
        <div>
          <h1 tabIndex={-1}>{title}</h1>
          {lead === undefined ? null : <p>{lead}</p>}
        </div>
        {actions === undefined ? null : <div className="cluster">{actions}</div>}
      </header>
      <div className={plain ? 'page-body plain' : 'page-body'}>{children}</div>
      {bar === undefined ? null : <footer className="bottom-bar">{bar}</footer>}
    </>
  );
}

export function Panel({
  title,
  aside,
  children,
}: {
  readonly title: ReactNode;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}

/** Nothing here, why, and what to do about it. */
export function EmptyState({
  title,
  children,
  actions,
}: {
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}) {
  return (
    <div className="empty">
      <h2>{title}</h2>
      {children === undefined ? null : <p>{children}</p>}
      {actions === undefined ? null : <div className="cluster">{actions}</div>}
    </div>
  );
}
