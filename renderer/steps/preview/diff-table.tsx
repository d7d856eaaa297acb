import { Fragment, type ReactNode } from 'react';
import type { Side } from '../../../shared/domain/party.ts';
import { systemNames } from '../../kit/labels.ts';

const sides: readonly Side[] = ['shopify', 'erp'];

export interface DiffLine {
  readonly key: string;
  /** What the line is about. */
  readonly title: ReactNode;
  readonly cell: (side: Side) => ReactNode;
  /** Below the line; empty where there is nothing to say. */
  readonly note: string;
  /** Nothing happens to it. */
  readonly isQuiet?: boolean;
}

/** Line by line: what each system holds and will hold. */
export function DiffTable({
  caption,
  heading,
  lines,
}: {
  readonly caption: string;
  /** Of the column with the titles. */
  readonly heading: string;
  readonly lines: readonly DiffLine[];
}) {
  return (
    <table className="diff">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{heading}</th>
          {sides.map((side) => (
            <th key={side} scope="col">
              {systemNames[side]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map(({ key, title, cell, note, isQuiet = false }) => (
          <Fragment key={key}>
            <tr className={`${isQuiet ? 'quiet' : ''}${note === '' ? '' : ' has-note'}`}>
              <th scope="row">{title}</th>
              {sides.map((side) => (
                <td key={side}>{cell(side)}</td>
              ))}
            </tr>
            {note === '' ? null : (
              <tr className="diff-note">
                <td colSpan={3}>{note}</td>
              </tr>
            )}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}
