/** An e-mail address as part of a Terraform address: `ops@example.com` is `email-ops-at-example-com`. */
export const emailId = (email: string): string =>
  `email-${email.toLowerCase().replace('@', '-at-')}`.replace(/[^a-z0-9]+/g, '-').replace(/-+$/, '');
