import { describe, expect, it } from 'vitest';
import { readInstanceAddress } from './instance-address.ts';

const base = 'https://harbour.myobadvanced.com';

describe('the address of an instance', () => {
  it.each([
    [base],
    [`${base}/`],
    ['harbour.myobadvanced.com'],
    ['  Harbour.MYOBadvanced.com/  '],
    ['HTTPS://harbour.myobadvanced.com/Main'],
    [`${base}/Main.aspx?ScreenId=AR303000&CompanyID=Harbour+AU`],
    [`${base}/Frames/Login.aspx?ReturnUrl=%2fMain%3fScreenId%3dAR303000`],
    [`${base}/(W(12))/Pages/AR/AR303000.aspx`],
    [`${base}/#/AR303000`],
    [`${base}//entity/Default/24.200.001/`],
    [`${base}/identity/connect/authorize?client_id=x`],
    [`<${base}>`],
    [`“${base}”.`],
    ['https://anna:secret@harbour.myobadvanced.com/Main'],
  ])('is read out of %s', (typed) => {
    expect(readInstanceAddress(typed)).toBe(base);
  });

  it.each([
    ['https://erp.example.com.au/Harbour', 'https://erp.example.com.au/Harbour'],
    ['erp.example.com.au/Harbour/', 'https://erp.example.com.au/Harbour'],
    ['erp.example.com.au/Harbour/Main?ScreenId=AR303000', 'https://erp.example.com.au/Harbour'],
    ['erp.example.com.au/Sites/Harbour/Frames/Login.aspx', 'https://erp.example.com.au/Sites/Harbour'],
    ['https://erp:8443/AcumaticaERP/(W(3))/Frames/Default.aspx', 'https://erp:8443/AcumaticaERP'],
    ['http://127.0.0.1:5310/Harbour', 'http://127.0.0.1:5310/Harbour'],
  ])('keeps the folder and port of %s', (typed, address) => {
    expect(readInstanceAddress(typed)).toBe(address);
  });

  it.each(['', '   ', 'harbour', 'Harbour & Pine', 'https://', 'mailto:anna@example.com', 'http://[::1'])(
    'is not in %j',
    (typed) => {
      expect(readInstanceAddress(typed)).toBeNull();
    },
  );
});
