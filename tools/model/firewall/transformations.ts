import { createHash } from 'node:crypto';
import { percentDecoded } from '../http';

const ENTITIES: Readonly<Record<string, string>> = { quot: '"', amp: '&', lt: '<', gt: '>', nbsp: '\u00a0' };

/** Path without repeated slashes, `.` and `..`; a leading slash and `..` in front of a relative path stay. */
function normalizedPath(path: string): string {
  const isAbsolute = path.startsWith('/');
  const out: string[] = [];
  const segments = path.split('/');
  for (const segment of segments) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') out.push(segment);
    else if (out.length > 0 && out.at(-1) !== '..') out.pop();
    else if (!isAbsolute) out.push(segment);
  }
  const last = segments.at(-1);
  const isFolder = out.length > 0 && (last === '' || last === '.' || last === '..');
  return `${isAbsolute ? '/' : ''}${out.join('/')}${isFolder ? '/' : ''}`;
}

const codePoint = (code: number): string => (code <= 0x10ffff ? String.fromCodePoint(code) : '');

/**
 * Text transformations of AWS WAF that its documentation settles; the others are not judged.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-transformation.html
 */
export const TRANSFORMATIONS: Readonly<Record<string, (text: string) => string>> = {
  NONE: (text) => text,
  LOWERCASE: (text) => text.toLowerCase(),
  UPPERCASE: (text) => text.toUpperCase(),
  URL_DECODE: (text) => percentDecoded(text.replaceAll('+', ' ')),
  URL_DECODE_UNI: (text) =>
    percentDecoded(
      text
        .replaceAll('+', ' ')
        .replace(/%u([0-9a-fA-F]{4})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    ),
  NORMALIZE_PATH: normalizedPath,
  NORMALIZE_PATH_WIN: (text) => normalizedPath(text.replaceAll('\\', '/')),
  COMPRESS_WHITE_SPACE: (text) => text.replace(/[\f\t\n\r\v\u00a0]/g, ' ').replace(/ {2,}/g, ' '),
  HTML_ENTITY_DECODE: (text) =>
    text.replace(
      /&(?:#x([0-9a-f]+)|#(\d+)|(quot|amp|lt|gt|nbsp));/gi,
      (all, hex?: string, decimal?: string, name?: string) => {
        if (hex !== undefined) return codePoint(parseInt(hex, 16));
        if (decimal !== undefined) return codePoint(Number(decimal));
        return ENTITIES[(name ?? '').toLowerCase()] ?? all;
      },
    ),
  CMD_LINE: (text) =>
    text
      .replace(/[\\"'^]/g, '')
      .replace(/\s+(?=[/(])/g, '')
      .replace(/[,;]/g, ' ')
      .replace(/\s+/g, ' ')
      .toLowerCase(),
  BASE64_DECODE: (text) => Buffer.from(text, 'base64').toString('latin1'),
  HEX_DECODE: (text) => Buffer.from(text, 'hex').toString('latin1'),
  REMOVE_NULLS: (text) => text.replaceAll('\0', ''),
  REPLACE_NULLS: (text) => text.replaceAll('\0', ' '),
  REPLACE_COMMENTS: (text) => text.replace(/\/\*[^]*?(?:\*\/|$)/g, ' '),
  MD5: (text) => createHash('md5').update(text, 'latin1').digest().toString('latin1'),
};
