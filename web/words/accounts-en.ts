import type { accountsZhCN } from './accounts-zh-cn.ts';
import { many } from './plural.ts';

/** What signing in and one's own account say; part of the English table. */
export const accountsEn: typeof accountsZhCN = {
  cancel: 'Cancel',
  title: 'My account',
  short: 'Account',
  pages: {
    'sign-in': 'Sign in',
    account: 'My account',
    audit: 'Audit',
    people: 'People and posts',
    organisations: 'Organisations',
    devices: 'Devices',
  },
  otherPages: 'Other pages',
  unheard:
    'The connection to the server is cut; connecting again. What is shown may be out of date.',
  name: 'Account',
  password: 'Password',
  currentPassword: 'Current password',
  wrongPassword: 'The current password is wrong.',
  newPassword: 'New password',
  again: 'Once more',
  notTheSame: 'The two new passwords are not the same.',
  passwordHint:
    '10 characters at least, without the account’s name; a few unrelated words are fine.',
  signIn: {
    title: 'Sign in',
    go: 'Sign in',
    busy: 'Signing in…',
    slowed: (seconds) => `Too many tries. Try again in ${seconds} s.`,
  },
  link: {
    first:
      'This district has no administrator yet. Make the first one: a person, by name, whose account nobody else uses.',
    reset: 'Set a new password. The account is then signed out everywhere else.',
    personName: 'Name',
    nameHint: 'For signing in, in upper or lower case: letters, digits and . _ - @.',
    make: 'Make the administrator and sign in',
    setPassword: 'Set the password and sign in',
  },
  demo: {
    title: 'Demo accounts',
    about: (password) =>
      `Sample data, on this machine alone. There is one for each role; the password of all is ${password}.`,
    isOne: 'Demo account: this machine alone, the password is no secret',
  },
  posts: {
    title: 'Posts held now',
    none: 'No post is held: only the public layers are seen.',
    district: 'Whole district',
  },
  sessions: {
    title: 'Signed in on',
    current: 'here',
    unknownDevice: 'Unknown device',
    since: (time) => `since ${time}`,
    seen: (time) => `last seen ${time}`,
    signOut: 'Sign out',
    end: 'End',
    endAll: 'Sign out everywhere',
  },
  code: {
    title: 'Second step',
    about:
      'Signing in then takes six digits of an authenticator on a phone besides the password. Who has only the password stays out.',
    isOn: (time, left) => `On since ${time}; ${many(String(left), 'recovery code')} left.`,
    turnOn: 'Turn the second step on',
    turnOff: 'Turn the second step off',
    turnOffNow: 'Turn it off',
    next: 'Continue',
    scan: 'Scan the code with an authenticator on a phone, then enter the six digits that it shows.',
    qr: 'QR code of the key',
    key: 'Where it cannot be scanned, enter the key:',
    open: 'Open in an authenticator here',
    phoneCode: 'Six digits of the authenticator',
    confirm: 'Turn it on',
    recovery: 'Recovery codes',
    keep: 'The second step is on. Keep these recovery codes: each signs you in once without the phone. They are not shown again.',
    save: 'Save as a file',
    kept: 'They are kept',
    code: 'Code',
    orRecovery: 'Six digits of the authenticator, or a recovery code.',
    back: 'Enter the password again',
  },
  oidc: {
    or: 'or',
    go: (name) => `Sign in with ${name ?? 'single sign-on'}`,
    busy: 'Going there…',
    title: (name) => name ?? 'Single sign-on',
    about: 'Once it is linked, it signs you in without the password of this account.',
    isOn: (time) => `Linked ${time}; it signs you in to this account.`,
    link: 'Link',
    unlink: 'Unlink',
    next: 'Sign in there and link',
  },
  change: {
    title: 'Change the password',
    go: 'Change the password',
    done: 'The password is changed; all other sessions have ended.',
  },
};
