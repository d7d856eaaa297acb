/** Whether an answer says that there is no seat for a session: neither data nor "too many requests" (acumatica.md 7.2, 7.5). */
import { AppError } from '../../../shared/domain/app-error.ts';
import type { HttpAnswer } from '../http.ts';

/**
 * The words of a refusal: those of the body, or of the page that the answer leads to. MYOB's own help names "API Login Limit";
 * integrators report a redirection to Error.aspx with a message, and other words for the limit of a user. [VERIFY]
 */
const licenceLimit = /API ?Login ?Limit/i;
const userLimit = /concurrent API log-?ins?|SM201010/i;

/** Not those of a refused record (422), which repeats what people entered. */
const refusing = (status: number): boolean => [401, 403, 429].includes(status) || status >= 500;

function wordsOf({ status, headers, text }: HttpAnswer): string {
  if (refusing(status)) return text;
  const location = headers.get('location') ?? '';
  if (status < 300 || status >= 400 || !URL.canParse(location, 'http://127.0.0.1')) return '';
  return new URL(location, 'http://127.0.0.1').searchParams.get('message') ?? '';
}

/** ERP_NO_SEAT where the licence has no seat left, ERP_USER_SEATS where the user may have no more, null for any other answer. */
export function seatRefusalOf(answer: HttpAnswer, host: string): AppError | null {
  const words = wordsOf(answer);
  if (userLimit.test(words)) return new AppError('ERP_USER_SEATS', { params: { host }, retry: 'later' });
  if (licenceLimit.test(words)) return new AppError('ERP_NO_SEAT', { params: { host }, retry: 'later' });
  return null;
}
