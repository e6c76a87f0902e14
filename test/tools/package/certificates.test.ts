import { X509Certificate } from 'node:crypto';
import { regions } from '../../../src/lib/regions';
import { rdsCaBundle, rdsRoots } from '../../../tools/package/certificates';

test('every region that an environment may name has its roots, of each kind of key', () => {
  const present = rdsRoots().map(({ region, key }) => `${region} ${key}`);
  const wanted = regions.flatMap((region) =>
    ['RSA2048', 'RSA4096', 'ECC384'].map((key) => `${region} ${key}`),
  );
  expect(wanted.filter((each) => !present.includes(each))).toEqual([]);
});

test('all of them are self-signed authorities that are valid for decades', () => {
  const certificates = rdsCaBundle()
    .toString()
    .split(/(?<=-----END CERTIFICATE-----\n)/)
    .map((pem) => new X509Certificate(pem));
  expect(certificates).toHaveLength(rdsRoots().length);
  for (const certificate of certificates) {
    expect({ ca: certificate.ca, issued: certificate.checkIssued(certificate) }).toEqual({
      ca: true,
      issued: true,
    });
    expect(new Date(certificate.validTo).getFullYear()).toBeGreaterThan(2060);
  }
});
