import type { ReactNode } from 'react';
import { Button, FileTrigger } from 'react-aria-components';

/** Lets a person choose a text file; the page gets what is in it, and never where it is. */
export function OpenFileButton({
  children,
  onText,
  isSmall = false,
}: {
  readonly children: ReactNode;
  readonly onText: (text: string, fileName: string) => void;
  readonly isSmall?: boolean;
}) {
  async function read(files: FileList | null) {
    const [file] = files ?? [];
    if (file !== undefined) onText(await file.text(), file.name);
  }
  return (
    <FileTrigger acceptedFileTypes={['.json', 'application/json']} onSelect={(files) => void read(files)}>
      <Button className={`button button-plain${isSmall ? ' button-small' : ''}`}>{children}</Button>
    </FileTrigger>
  );
}

/** Hands a text over as a file: the system asks where it shall go, or puts it with the other downloads. */
export function saveTextFile(fileName: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The download has its own hold of the text by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
