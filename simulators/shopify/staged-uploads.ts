import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where a client posts the file of a staged upload. */
export const uploadPath = '/staged-uploads/';

interface Upload {
  readonly parameters: readonly UploadParameter[];
  /** Undefined until the file was posted. */
  readonly file: UploadedFile | undefined;
}

interface UploadParameter {
  readonly name: string;
  readonly value: string;
}

interface UploadedFile {
  readonly path: string;
  readonly bytes: number;
}

/** What the storage answers, as XML. */
interface StorageAnswer {
  readonly status: number;
  readonly body: string;
}

/** The files that clients send for bulk mutations, by the `key` they were given for it. */
export class StagedUploads {
  readonly #folder: () => string;
  readonly #origin: () => string;
  readonly #uploads = new Map<string, Upload>();

  constructor(options: { readonly folder: () => string; readonly origin: () => string }) {
    this.#folder = options.folder;
    this.#origin = options.origin;
  }

  /** A place for one file, with the form fields that must come before it. */
  stage(
    filename: string,
    mimeType: string,
  ): { readonly url: string; readonly parameters: readonly UploadParameter[] } {
    const key = `tmp/100001/bulk/${randomUUID()}/${filename}`;
    const parameters = [
      { name: 'Content-Type', value: mimeType },
      { name: 'success_action_status', value: '201' },
      { name: 'acl', value: 'private' },
      { name: 'key', value: key },
      { name: 'policy', value: Buffer.from(JSON.stringify({ key })).toString('base64') },
      { name: 'x-goog-signature', value: randomUUID() },
    ];
    this.#uploads.set(key, { parameters, file: undefined });
    return { url: `${this.#origin()}${uploadPath}`, parameters };
  }

  /** Takes a multipart form: the given fields as they were given, then `file`. Its size is not looked at before the file is used. */
  async receive(contentType: string, body: Uint8Array<ArrayBuffer>): Promise<StorageAnswer> {
    let form: FormData;
    try {
      form = await new Response(body, { headers: { 'content-type': contentType } }).formData();
    } catch {
      return refuse(
        400,
        'MalformedPOSTRequest',
        'The body of your POST request is not well-formed multipart/form-data.',
      );
    }
    const key = form.get('key');
    const upload = typeof key === 'string' ? this.#uploads.get(key) : undefined;
    if (typeof key !== 'string' || !upload)
      return refuse(403, 'AccessDenied', 'The key is not one that was staged.');
    const changed = upload.parameters.find(({ name, value }) => form.get(name) !== value);
    if (changed) return refuse(403, 'AccessDenied', `The field ${changed.name} is not as it was given.`);
    const [name, file] = [...form].at(-1) ?? [];
    if (name !== 'file' || !(file instanceof Blob))
      return refuse(400, 'InvalidArgument', 'POST requires exactly one file upload, after all other fields.');

    const content = new Uint8Array(await file.arrayBuffer());
    const path = join(this.#folder(), `upload-${randomUUID()}.jsonl`);
    await writeFile(path, content);
    this.#uploads.set(key, { ...upload, file: { path, bytes: content.byteLength } });
    const location = `${this.#origin()}${uploadPath}${key}`;
    const answer = `<PostResponse><Location>${location}</Location><Key>${key}</Key></PostResponse>`;
    return { status: 201, body: `<?xml version='1.0' encoding='UTF-8'?>${answer}` };
  }

  /** The file that was posted for the key. */
  file(key: string): UploadedFile | undefined {
    return this.#uploads.get(key)?.file;
  }
}

function refuse(status: number, code: string, message: string): StorageAnswer {
  const error = `<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  return { status, body: `<?xml version='1.0' encoding='UTF-8'?>${error}` };
}
