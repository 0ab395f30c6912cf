export type MailKind =
  | 'verifyEmail'
  | 'resetPassword'
  | 'changeEmail'
  | 'passwordChanged'
  | 'emailChanged';

export interface MailText {
  readonly locale: string;
  readonly subject: string;
  /** What stands above the link, or the whole text when the mail has none. */
  readonly text: string;
}

/** Where in the storefront the link of a mail leads. Short, so that the link fits into one line of a plain mail. */
export const LINK_PATHS: Readonly<Partial<Record<MailKind, string>>> = {
  verifyEmail: '/verify',
  resetPassword: '/reset',
  changeEmail: '/confirm',
};

/** The texts of each mail, the default locale first. They name nobody: a mail to a wrong address tells nothing. */
export const MAIL_TEXTS: Readonly<Record<MailKind, readonly MailText[]>> = {
  verifyEmail: [
    {
      locale: 'en',
      subject: 'Please confirm your e-mail address',
      text: 'Follow this link within 48 hours to confirm your e-mail address. If you did not make an account, ignore this mail.',
    },
    {
      locale: 'de',
      subject: 'Bitte bestätigen Sie Ihre E-Mail-Adresse',
      text: 'Bestätigen Sie Ihre E-Mail-Adresse innerhalb von 48 Stunden mit diesem Link. Haben Sie kein Konto angelegt, können Sie diese Mail ignorieren.',
    },
    {
      locale: 'fr',
      subject: 'Veuillez confirmer votre adresse e-mail',
      text: 'Suivez ce lien dans les 48 heures pour confirmer votre adresse e-mail. Si vous n’avez pas créé de compte, ignorez ce message.',
    },
  ],
  resetPassword: [
    {
      locale: 'en',
      subject: 'Set a new password',
      text: 'Follow this link within one hour to set a new password. If you did not ask for it, ignore this mail: your password stays as it is.',
    },
    {
      locale: 'de',
      subject: 'Neues Passwort setzen',
      text: 'Setzen Sie innerhalb einer Stunde mit diesem Link ein neues Passwort. Haben Sie nicht darum gebeten, ignorieren Sie diese Mail: Ihr Passwort bleibt, wie es ist.',
    },
    {
      locale: 'fr',
      subject: 'Définir un nouveau mot de passe',
      text: 'Suivez ce lien dans l’heure pour définir un nouveau mot de passe. Si vous ne l’avez pas demandé, ignorez ce message : votre mot de passe reste inchangé.',
    },
  ],
  changeEmail: [
    {
      locale: 'en',
      subject: 'Confirm your new e-mail address',
      text: 'Follow this link within 24 hours to use this address for your account from now on.',
    },
    {
      locale: 'de',
      subject: 'Bestätigen Sie Ihre neue E-Mail-Adresse',
      text: 'Folgen Sie diesem Link innerhalb von 24 Stunden, um diese Adresse künftig für Ihr Konto zu verwenden.',
    },
    {
      locale: 'fr',
      subject: 'Confirmez votre nouvelle adresse e-mail',
      text: 'Suivez ce lien dans les 24 heures pour utiliser désormais cette adresse pour votre compte.',
    },
  ],
  passwordChanged: [
    {
      locale: 'en',
      subject: 'Your password was changed',
      text: 'The password of your account was changed. If that was not you, ask for a new password at once.',
    },
    {
      locale: 'de',
      subject: 'Ihr Passwort wurde geändert',
      text: 'Das Passwort Ihres Kontos wurde geändert. Waren Sie das nicht, fordern Sie sofort ein neues Passwort an.',
    },
    {
      locale: 'fr',
      subject: 'Votre mot de passe a été modifié',
      text: 'Le mot de passe de votre compte a été modifié. Si ce n’était pas vous, demandez tout de suite un nouveau mot de passe.',
    },
  ],
  emailChanged: [
    {
      locale: 'en',
      subject: 'Your e-mail address was changed',
      text: 'Your account has a new e-mail address; this one is not used any more. If that was not you, write to our customer service.',
    },
    {
      locale: 'de',
      subject: 'Ihre E-Mail-Adresse wurde geändert',
      text: 'Ihr Konto hat eine neue E-Mail-Adresse; diese hier wird nicht mehr verwendet. Waren Sie das nicht, schreiben Sie unserem Kundendienst.',
    },
    {
      locale: 'fr',
      subject: 'Votre adresse e-mail a été modifiée',
      text: 'Votre compte a une nouvelle adresse e-mail ; celle-ci n’est plus utilisée. Si ce n’était pas vous, écrivez à notre service client.',
    },
  ],
};
