/**
 * Every error a person can meet: a title, what it means, and what to do about it. `{name}` is replaced by the
 * error's parameters. One place, so that a test can prove that no code is without a text, and translators find all of it.
 */
import { refusalCatalogue } from './refusal-catalogue.ts';

export interface ErrorText {
  readonly title: string;
  /** What happened and what to do, in whole sentences. */
  readonly text: string;
}

export const errorCatalogue = {
  // ---- reaching a system
  HOST_UNREACHABLE: {
    title: '{system} cannot be reached',
    text: 'No answer from {host}. Check the address and your internet connection, then try again. Nothing was changed.',
  },
  TLS_FAILED: {
    title: 'The connection to {system} is not secure',
    text: 'The certificate of {host} was not accepted ({reason}). Check the address; if your network inspects traffic, ask its administrator. Nothing was sent.',
  },
  INSECURE_ADDRESS: {
    title: 'The address must start with https',
    text: '{host} would be reached without encryption. Plain http is only accepted for 127.0.0.1.',
  },
  TIMED_OUT: {
    title: '{system} did not answer in time',
    text: '{host} did not answer within {seconds} seconds. Try again later.',
  },
  ANSWER_NOT_JSON: {
    title: '{system} answered with something else',
    text: '{host} answered with {kind} instead of data. Usually the address leads to a web page, a log-in page or a proxy: check the address.',
  },
  ANSWER_MALFORMED: {
    title: '{system} sent a broken answer',
    text: 'The answer of {host} could not be read to its end. Nothing was taken from it. Try again; if it stays, tell the administrator.',
  },
  ANSWER_UNEXPECTED: {
    title: '{system} answered in an unknown way',
    text: 'The answer of {host} lacks "{detail}". This version of Accord cannot read it.',
  },
  DOWNLOAD_REFUSED: {
    title: '{system} did not hand over a file',
    text: '{host} answered with status {status} when Accord fetched what it had read for it. Such files are kept for a few days only. Prepare the preview again.',
  },
  SERVER_ERROR: {
    title: '{system} reports a fault of its own',
    text: '{host} answered with status {status}: {message}. Try again later; if it stays, tell the administrator.',
  },
  STOPPED: { title: 'Stopped', text: 'The work was stopped on request. Nothing is half-done.' },

  // ---- signing in with the browser
  SIGN_IN_NEEDED: {
    title: 'Sign in to {system} first',
    text: 'Nobody has signed in to {host} from this computer yet, or the connection was changed since. Choose Sign in on the Connect screen, or run "accord sign-in".',
  },
  SIGN_IN_NOT_USED: {
    title: 'Nobody has to sign in to {system}',
    text: 'This profile is connected in another way. To sign in with the browser instead, choose "{way}" on the Connect screen first.',
  },
  SIGN_IN_PORTS_TAKEN: {
    title: 'The browser could not come back to Accord',
    text: 'Signing in needs one of the ports {ports} on this computer, and other programs have them all. Close the other program that signs in just now, or restart the computer, then try again.',
  },
  SIGN_IN_NO_BROWSER: {
    title: 'The browser could not be opened',
    text: 'Set a default browser for this computer, then try again; "accord sign-in" prints the address instead, to be opened by hand.',
  },
  SIGN_IN_TIMED_OUT: {
    title: 'The sign-in was not finished',
    text: 'The browser did not come back from {system} within {minutes} minutes. Try again. If {system} showed a page about "redirect_uri", register the three redirect addresses with the app exactly as the Connect screen shows them.',
  },
  SIGN_IN_CANCELLED: {
    title: 'The sign-in was cancelled',
    text: 'Nothing was changed. The page that is still open in the browser can be closed.',
  },
  SIGN_IN_STATE_WRONG: {
    title: 'The answer does not belong to this sign-in',
    text: 'The browser came back with an answer to another sign-in, perhaps from a page that was left open. It was not used. Close the pages of earlier sign-ins and try again.',
  },

  // ---- Shopify
  SHOPIFY_TOKEN_REJECTED: {
    title: 'Shopify did not accept the access token',
    text: 'The token for {host} is wrong, was revoked, or belongs to another store. Create or copy it again in the Shopify admin and enter it here.',
  },
  SHOPIFY_STORE_UNKNOWN: {
    title: 'There is no such store',
    text: 'Shopify does not know {host}. Enter the address that ends in .myshopify.com.',
  },
  SHOPIFY_SHOP_NOT_PERMITTED: {
    title: 'The app and the store belong to different organisations',
    text: 'Signing in with client id and secret alone works only where the app and {host} are in the same Shopify organisation. Choose "An app from somebody else" on the Connect screen and sign in with the browser, or ask the store\u2019s owner to make an app in the store\u2019s own Dev Dashboard.',
  },
  SHOPIFY_APP_NOT_INSTALLED: {
    title: 'The app is not installed on this store',
    text: 'Install the app on {host}: in the Dev Dashboard open the app and choose Install app. If the store is not offered there, the app belongs to another organisation: choose "An app from somebody else" on the Connect screen and sign in with the browser.',
  },
  SHOPIFY_CLIENT_REJECTED: {
    title: 'Shopify did not accept the client id or secret',
    text: 'Copy both again from the app in the Dev Dashboard. A secret that was rotated no longer works.',
  },
  SHOPIFY_CONSENT_REFUSED: {
    title: 'Access to the store was not approved',
    text: 'Somebody chose Cancel on Shopify\u2019s page, or may not approve apps. Sign in again and approve, as the store\u2019s owner or as a user who may install apps.',
  },
  SHOPIFY_CALLBACK_UNSIGNED: {
    title: 'The answer is not signed by Shopify',
    text: 'It was not used. Most often the client secret is wrong: copy client id and client secret again from the same app, then sign in again.',
  },
  SHOPIFY_OTHER_STORE: {
    title: 'That was another store',
    text: 'The browser signed in to {other}, but this profile is for {expected}. Nothing was kept. Correct the store address here, or open the right store in the browser, then sign in again.',
  },
  SHOPIFY_CODE_EXPIRED: {
    title: 'The sign-in took too long to finish',
    text: 'Shopify no longer accepts the answer that the browser brought: it is good for a short time and only once. Sign in again.',
  },
  SHOPIFY_SIGN_IN_ENDED: {
    title: 'The sign-in to Shopify has ended',
    text: 'Shopify no longer accepts it for {host}: Accord was not used for 90 days, the app was removed from the store, or its access was revoked. Sign in again on the Connect screen, or with "accord sign-in".',
  },
  SHOPIFY_SCOPE_MISSING: {
    title: 'A permission is missing in Shopify',
    text: 'The app lacks {scopes}. Add it in the app\u2019s configuration, release the new version and approve it in the store.',
  },
  CHOSEN_UNKNOWN: {
    title: 'A chosen customer was not found',
    text: '{system} has no customer with the number {numbers}. In MYOB it is the Customer ID, in Shopify the number at the end of the customer\u2019s address in the admin. Nothing was prepared.',
  },
  ORDERS_NOT_READABLE: {
    title: 'Open orders cannot be read',
    text: '{system} does not let Accord read orders: {missing} is missing. {remedy} Everything else works without: prepare what changed, or chosen customers.',
  },
  ORDERS_INCOMPLETE: {
    title: 'Not all open orders could be read',
    text: '{system} broke off its list of open orders. Nothing was prepared, so that no customer is missed. Try again in a moment.',
  },
  SHOPIFY_PERSONAL_DATA_HIDDEN: {
    title: 'Shopify hides personal data from this app',
    // The rule is from Shopify's help; whether it binds Dev Dashboard apps on Basic is open. [VERIFY]
    text: 'Names, e-mails and phones come back empty. Syncing would lose them, so nothing is synchronised. Request access to protected customer data (name, address, phone, e-mail) for the app. If it has that, check the store\u2019s plan: Shopify shows them to custom apps on the Grow plan or higher, and may hide them on a lower one.',
  },
  SHOPIFY_ACCESS_DENIED: { title: 'Shopify refused access', text: 'Shopify refused {what}: {message}' },
  SHOPIFY_THROTTLED: {
    title: 'Shopify asks to slow down',
    text: 'The store\u2019s request budget was used up, also by other apps, and did not recover in time. Try again in a few minutes.',
  },
  SHOPIFY_QUERY_TOO_COSTLY: {
    title: 'A request was too large for Shopify',
    text: 'Shopify refused a request of {cost} points; it allows {maximum}. This is a fault in Accord: please report it.',
  },
  SHOPIFY_QUERY_INVALID: {
    title: 'Shopify did not understand a request',
    text: 'Shopify refused a request: {message}. The API version may have been withdrawn: update Accord.',
  },

  // ---- MYOB Acumatica
  ERP_SIGN_IN_REJECTED: {
    title: 'MYOB Acumatica did not accept the sign-in',
    text: 'User name or password is wrong for {host}. Check both, and whether the user is active. If they are right, the user may not use web services: ask the administrator to look at the user on form Users (SM201010), and whether its user type allows to sign in by API, or in any way (form User Types, EP202500).',
  },
  ERP_CLIENT_REJECTED: {
    title: 'MYOB Acumatica does not know the connected application',
    text: '{host} did not accept the client id {clientId}, or its secret. Copy the Client ID again from form Connected Applications (SM303010), whole, with the company behind the @. Check there that it is Active, and add a new shared secret if the one you have has expired.',
  },
  ERP_REDIRECT_UNKNOWN: {
    title: 'A redirect address is not registered',
    text: 'The connected application does not list {redirectAddress}, so MYOB Acumatica would not send the browser back. On form Connected Applications (SM303010), tab Redirect URIs, add the three addresses that the Connect screen shows, each exactly, then save.',
  },
  ERP_FLOW_REFUSED: {
    title: 'The connected application is for another way of signing in',
    text: 'Look at its Flow on form Connected Applications (SM303010): signing in with the browser needs Authorization Code, a user name and password need Resource Owner Password Credentials. Where it is another, make a new application.',
  },
  ERP_SCOPE_REFUSED: {
    title: 'Accord may not stay signed in to MYOB Acumatica',
    text: '{host} did not grant what Accord asks for: to use the web services (api), and to stay signed in (offline_access). On form Connected Applications (SM303010), under Refresh Tokens, the mode must not be No Refresh Tokens; on the page that asks for your consent, leave everything ticked. Then sign in again.',
  },
  ERP_CONSENT_REFUSED: {
    title: 'Access to MYOB Acumatica was not approved',
    text: 'Somebody chose to deny it on the page of {host}. Sign in again and approve, as the user that Accord shall work as.',
  },
  ERP_CODE_EXPIRED: {
    title: 'The sign-in took too long to finish',
    text: 'MYOB Acumatica no longer accepts the answer that the browser brought: it is good for a short time and only once. Sign in again.',
  },
  ERP_SIGN_IN_ENDED: {
    title: 'The sign-in to MYOB Acumatica has ended',
    text: '{host} no longer accepts it: its time is over (30 days, unless another is chosen on form Connected Applications, SM303010), access was revoked, or Accord was ended by force while it renewed the sign-in. Sign in again on the Connect screen, or with "accord sign-in". For one that lasts, choose the mode Sliding Expiration on that form.',
  },
  ERP_COMPANY_UNKNOWN: {
    title: 'There is no such company',
    text: 'MYOB Acumatica at {host} has no company "{tenant}". Choose one of its companies; names are spelled exactly.',
  },
  ERP_BRANCH_UNKNOWN: {
    title: 'There is no such branch',
    text: 'MYOB Acumatica at {host} has no branch "{branch}" that this user may use. Correct it, or leave the branch empty for the user\u2019s own.',
  },
  ERP_NO_SEAT: {
    title: 'All API seats of MYOB Acumatica are taken',
    text: 'The licence allows a fixed number of API sessions and all are in use ("API Login Limit"). Close another integration, or wait up to an hour until an unused session ends, then try again. Form License Monitoring Console (SM604000) shows how many there are, as Maximum Number of Web Services API Users, and on its tab Warnings which program holds several. Where none can wait, an administrator ends them all with Restart Application on form Apply Updates (SM203510); that interrupts everybody.',
  },
  ERP_USER_SEATS: {
    title: 'The user may have no more API sessions',
    text: 'The user that Accord signs in as may have only so many sessions at once, and all are in use. End the other program that signs in as this user, or wait about 20 minutes until an unused session ends. Better: give Accord a user of its own, and let the administrator set Max. Number of Concurrent Logins on form Users (SM201010) to 2 or more.',
  },
  ERP_SESSION_ELSEWHERE: {
    title: 'Another copy of Accord works with MYOB Acumatica',
    text: 'Each profile takes one API seat and no more, and another copy of Accord (process {process}) has that of "{profile}" just now. Wait until it has finished there, or close it, then try again.',
  },
  ERP_SESSION_EXPIRED: {
    title: 'The MYOB Acumatica session ended',
    text: 'The session was ended by the server and could not be opened again. Sign in again.',
  },
  ERP_NO_RIGHTS: {
    title: 'A right is missing in MYOB Acumatica',
    text: 'The user may not use {form}. Ask the administrator to give the user\u2019s role access to it.',
  },
  ERP_ENDPOINT_MISSING: {
    title: 'A web service endpoint is missing',
    text: 'MYOB Acumatica at {host} offers none of the endpoints Accord can use (Default 25.200, 24.200 or 23.200, eCommerce 22.200). Found: {found}. Ask the administrator to check form SM207060.',
  },
  ERP_FEATURE_MISSING: {
    title: 'A feature is switched off in MYOB Acumatica',
    text: '{feature} is needed for {purpose}. Switch it on in form CS100000 (Enable/Disable Features).',
  },
  ERP_REQUEST_LIMIT: {
    title: 'MYOB Acumatica declines requests',
    text: 'The licence\u2019s request limit is used up, also by other integrations. Try again in a few minutes, or lower the speed in the connection settings.',
  },
  ERP_LIST_FAILED: {
    title: 'MYOB Acumatica could not list {entity}',
    text: 'The server answered: {message}. Try again; if it stays, tell the administrator which list it was.',
  },

  ERP_READ_FAILED: {
    title: 'MYOB Acumatica could not read {what}',
    text: '{host} answered with status {status}: {message}. Nothing was taken from it. Try again later; if it stays, show the administrator this message.',
  },
  ERP_READ_REFUSED: {
    title: 'MYOB Acumatica did not accept a question about {what}',
    text: '{host} answered with status {status}: {message}. Usually the endpoint was changed for this company: ask the administrator to compare it with the standard one in form SM207060.',
  },
  ERP_ENTITY_MISSING: {
    title: 'The web service endpoint is incomplete',
    text: 'Endpoint {endpoint} does not offer {form}. Ask the administrator to add it in form SM207060, or to choose the standard endpoint.',
  },
  ERP_CATEGORY_UNKNOWN: {
    title: '{record} has an unknown category',
    text: 'Its customer category is "{category}". Accord knows Individual and Organization and cannot tell whether this is a person or a company. Sign in with the locale English, or correct the category in form AR303000.',
  },

  // ---- writing one record
  WRITE_REFUSED: {
    title: '{system} refused {record}',
    text: 'It answered: "{message}". Nothing was written to this record. Correct it, or show this to the administrator of {system}, then prepare again.',
  },
  VALUE_REFUSED: {
    title: '{system} refused a value of {record}',
    text: '{field}: {message}. Correct it in {source}, then prepare again.',
  },
  EMAIL_TAKEN: {
    title: 'Another customer has this e-mail',
    text: '{value} already belongs to {other} in {system}. Link the two, or change one of the e-mails.',
  },
  PHONE_TAKEN: {
    title: 'Another customer has this phone',
    text: '{value} already belongs to {other} in {system}. Change one of the phones, or let customers be written without it.',
  },
  RECORD_GONE: {
    title: '{record} no longer exists',
    text: 'It was deleted in {system} after the preview. Prepare again to see what that means.',
  },
  RECORD_EXISTS: {
    title: '{record} exists already',
    text: 'It appeared in {system} after the preview. Prepare again: it will be offered as a match.',
  },
  RECORD_CHANGED: {
    title: '{record} was changed after the preview',
    text: 'Somebody edited it in {system} in the meantime, so it was not written. Prepare again to see both values.',
  },
  OUTCOME_UNKNOWN: {
    title: 'It is not known whether {record} was written',
    text: '{system} gave no clear answer. The record is read again before anything else happens to it.',
  },
  NOT_WRITTEN: {
    title: '{record} was not written',
    text: '{system} did not store it, although it was sent twice ({reason}). It was read again to be sure. Prepare again; if it stays, show this to the administrator.',
  },
  CHANGED_BY_SERVER: {
    title: '{system} changed a value of {record}',
    text: '{field} was stored as "{stored}" instead of "{sent}".',
  },
  DEFAULT_LOCATION_ACTIVE: {
    title: 'The default location cannot be deactivated',
    text: 'Choose another default location for {record} first.',
  },
  CUSTOMER_HAS_ORDERS: {
    title: '{record} has orders and cannot be deleted',
    text: 'Shopify keeps customers with orders.',
  },
  ...refusalCatalogue,

  // ---- plans and runs
  PLAN_MISSING: {
    title: 'There is no such preview',
    text: 'The preview no longer exists. Prepare a new one.',
  },
  PLAN_HASH_MISMATCH: {
    title: 'This is not the preview that was shown',
    text: 'The preview on screen and the stored one differ. Prepare again.',
  },
  PLAN_OUTDATED: {
    title: 'The preview is out of date',
    text: 'A run or a settings change happened since it was made. Prepare again; decisions on unchanged rows are kept.',
  },
  PLAN_INCOMPLETE: {
    title: 'The preview cannot be committed',
    text: 'Not everything could be read from {system}, so Accord cannot know what is missing. Prepare again.',
  },
  PLAN_GUARDED: { title: 'The preview was halted for safety', text: '{reason}' },
  STORE_NAME_DIFFERS: {
    title: 'That is not the name of the store',
    text: 'Type "{store}" to commit this preview although it was halted for safety.',
  },
  PLAN_NOTHING_TO_DO: { title: 'Nothing to write', text: 'No row of this preview is approved and waiting.' },
  PLAN_FOR_REVIEW: {
    title: 'This preview belongs to another computer',
    text: 'It was opened from a file, to be looked at and decided here. Nothing can be written from it. To have it carried out, export it with your decisions and take them over where it was made.',
  },
  REVIEW_NO_LINKS: {
    title: 'Who belongs together cannot be chosen here',
    text: 'Linking customers by hand compares them anew, which takes both systems, and this preview was opened from a file. Leave the row, and tell whoever made the preview which two belong together.',
  },
  PLAN_FILE_REDACTED: {
    title: 'This preview was redacted',
    text: 'Names, addresses and everything else personal were masked when it was exported, so it can be read and not decided. Ask for an export with personal data to decide it.',
  },
  PLAN_FILE_UNREADABLE: {
    title: 'The file cannot be opened',
    text: '{file} could not be read: {reason}. Check that it is there and that you may read it.',
  },
  PLAN_FILE_NOT_SAVED: {
    title: 'The preview was not saved',
    text: '{file} could not be written: {reason}. Choose another place. Nothing else was changed.',
  },
  PLAN_FILE_UNKNOWN: {
    title: 'That is not a preview of Accord',
    text: '{file} is something else, or another program has saved it in its own way. Choose the file that Accord made with Export.',
  },
  PLAN_FILE_NEWER: {
    title: 'The file is from a newer Accord',
    text: '{file} was exported by a newer version, which this one cannot read. Update Accord, then open it again.',
  },
  PLAN_FILE_TRUNCATED: {
    title: 'The file is not whole',
    text: '{file} ends too early; most often the copy or the download was cut short. Have it sent again. Nothing was taken from it.',
  },
  PLAN_FILE_DAMAGED: {
    title: 'The file was changed on its way',
    text: '{file} is no longer what Accord wrote (line {line}). Have it sent again, as an attachment or in a zip file. Nothing was taken from it.',
  },
  PLAN_FILE_OTHER: {
    title: 'These decisions are about another preview',
    text: '{file} holds the preview of {store} from {made}. The one here is another, or customers were linked by hand in it since. Decisions hold only for exactly the preview that was looked at: export this one and have it looked at.',
  },
  ROW_MISSING: { title: 'There is no such row', text: 'Row {row} is not in this preview.' },
  DECISION_INVALID: { title: 'That cannot be decided for this row', text: '{reason}' },
  RUN_MISSING: { title: 'There is no such run', text: 'Run {run} is not in the history.' },
  RUN_ACTIVE: { title: 'A run is already going on', text: 'Wait until it ends, or stop it first.' },
  RUN_NOT_UNDOABLE: { title: 'This run cannot be taken back', text: '{reason}' },
  UNDO_NOTHING_LEFT: {
    title: 'Nothing of this run is left to take back',
    text: 'Everything it did is as it was before the run already: it was taken back earlier, or people changed it back.',
  },
  RUN_NOT_RESUMABLE: { title: 'This run cannot be resumed', text: 'Run {run} is finished.' },

  // ---- settings and storage
  PROFILE_MISSING: {
    title: 'There is no such profile',
    text: 'Profile "{profile}" does not exist. `profile list` shows those that do.',
  },
  PROFILE_EXISTS: { title: 'That profile exists already', text: 'Choose another name than "{profile}".' },
  PROFILE_IN_USE: {
    title: 'This profile is open elsewhere',
    text: 'Another copy of Accord (process {process}) works with "{profile}". Close it there first.',
  },
  PROFILE_ARCHIVED: {
    title: 'This profile is archived',
    text: '"{profile}" was put away and is not worked with. Bring it back on the Profiles screen, or with "accord profile unarchive", then try again.',
  },
  PROFILE_HOLDS_SECRET: {
    title: 'A setting looks like a secret',
    text: 'The setting {field} of "{profile}" looks like a password or a token, and a file must hold none. Correct the setting, then export again.',
  },
  PROFILE_FILE_UNREADABLE: {
    title: 'The file is damaged or cut off',
    text: 'It is not whole: {reason}. Nothing was taken from it. Export the profile again, and copy the new file as it is.',
  },
  PROFILE_FILE_OTHER_KIND: {
    title: 'This is no file of a profile',
    text: 'It is {found}. Choose a file that was made with "Export" or "Save as template", or with "accord profile export".',
  },
  PROFILE_FILE_IS_TEMPLATE: {
    title: 'This is a template, not a profile',
    text: 'A template has no store and no company of its own. Make a new profile from it: "New profile" on the Profiles screen, or "accord profile new --from".',
  },
  PROFILE_FILE_NEWER: {
    title: 'The file is from a newer Accord',
    text: 'It has version {version}, and this Accord knows versions up to {known}. Update Accord, or export the file again with this version. Nothing was taken from it.',
  },
  PROFILE_FILE_SECRET: {
    title: 'There is a secret in the file',
    text: '{field} looks like a password or a token. Nothing was taken from the file. Take it out of the file and enter it in the Connect step; if others may have seen the file, have the secret replaced.',
  },
  PROFILE_FILE_UNKNOWN_FIELDS: {
    title: 'The file has settings that Accord does not know',
    text: 'Unknown: {fields}. Nothing was taken from the file. Correct their spelling or take them out.',
  },
  PROFILE_FILE_INVALID: {
    title: 'Some settings of the file are not valid',
    text: 'Nothing was taken from the file. Correct there: {problems}',
  },
  PROFILE_NOT_CONNECTED: {
    title: 'The connection is not complete',
    text: 'Set up {system} for "{profile}" first.',
  },
  ENTITY_INACTIVE: {
    title: 'Customers are not active yet',
    text: 'Activate Customer in the defaults step first. Missing: {missing}.',
  },
  COMPANY_CLOSED: {
    title: 'Business customers cannot be activated yet',
    text: '{reasons} Nothing was changed.',
  },
  COMPANY_PAUSED: {
    title: 'Business customers are paused',
    text: '{reasons} Until then there is nothing to prepare, as Customer is not active. Nothing was changed.',
  },
  TERMS_NOT_ASSIGNABLE: {
    title: 'These payment terms cannot be used',
    text: '{reasons} Nothing was changed.',
  },
  DEFAULTS_MISSING: {
    title: 'Some defaults are missing',
    text: '{entity} cannot be activated until these are set: {missing}.',
  },
  RULES_INVALID: {
    title: 'A filter, mapping or default of this profile cannot be used',
    text: '{reason} Nothing was read or written.',
  },
  CHOICE_GONE: {
    title: 'Something that was chosen is no longer there',
    text: '{reasons} Then prepare the preview again. Nothing was read or written.',
  },
  SETTINGS_INVALID: { title: 'Some settings are not valid', text: 'Correct the marked fields.' },
  SETTINGS_CORRUPT: {
    title: 'The settings file is damaged',
    text: '{file} could not be read and its backup could not be used either. Nothing was overwritten: restore the file from a backup of your own, or move it away to start afresh.',
  },
  SETTINGS_RESTORED: {
    title: 'The settings were restored from their backup',
    text: '{file} was damaged; the backup was used and the damaged file kept as {kept}. Check the last change you made.',
  },
  SETTINGS_NEWER: {
    title: 'The settings are from a newer Accord',
    text: '{file} was written by a newer version. Update Accord; nothing was changed.',
  },
  DISK_FULL: {
    title: 'The disk is full',
    text: 'Nothing more can be recorded, so nothing more is written to either system. Free some space and resume.',
  },
  DISK_READ_ONLY: {
    title: 'Accord\u2019s folder is write-protected',
    text: '{file} can only be read: its disk or folder is write-protected. Nothing more is written to either system. Make it writable again and go on; nothing was lost.',
  },
  STORAGE_FAILED: {
    title: 'Accord cannot write its own files',
    text: '{file}: {reason}. Nothing is written to either system without a record of it.',
  },
  LEDGER_CORRUPT: {
    title: 'The ledger of this profile is damaged',
    text: '{file} cannot be relied on: {reason}. Nothing was overwritten, and nothing is written to either system. Restore it from a backup, or move it away: matching then starts from e-mail and phone again, and nothing is deleted.',
  },
  SECRET_MISSING: {
    title: 'A secret is missing',
    text: 'No {secret} for "{profile}" was found. Enter it in the connect step, or give it in {variable}.',
  },
  KEYCHAIN_LOCKED: {
    title: 'The keychain gives no answer',
    text: 'A secret of "{profile}" is stored in the system\u2019s keychain, but the keychain is locked or was not opened. Unlock it and try again; nothing was removed.',
  },
  KEYCHAIN_MISSING: {
    title: 'This computer has no keychain',
    text: 'Secrets are kept for this session only and never written to disk. Install a keychain (on Linux: gnome-keyring) to keep them.',
  },
  SECRET_TOO_LONG: {
    title: 'The secret is too long',
    text: 'It has {length} bytes; the keychain takes {maximum}.',
  },

  // ---- the bridge between page and program, and the command line
  NOT_TRUSTED: { title: 'The request was refused', text: 'It did not come from Accord\u2019s own window.' },
  METHOD_UNKNOWN: { title: 'Unknown request', text: 'Accord does not know "{method}".' },
  INPUT_INVALID: { title: 'The request is not valid', text: '{reason}' },
  USAGE: { title: 'Wrong usage', text: '{reason}' },
  INTERNAL: {
    title: 'Something went wrong in Accord',
    text: 'This is a fault of the program. The log has the details; nothing secret is in it.',
  },
} as const satisfies Record<string, ErrorText>;

export type ErrorCode = keyof typeof errorCatalogue;

/** Fills `{name}` placeholders; a missing parameter shows as its name, so that it is noticed and nothing breaks. */
export function fillText(text: string, params: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}

export function describeError(
  code: ErrorCode,
  params: Readonly<Record<string, string | number>> = {},
): ErrorText {
  const entry = errorCatalogue[code];
  return { title: fillText(entry.title, params), text: fillText(entry.text, params) };
}
