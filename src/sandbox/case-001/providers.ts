/** The six providers of case 001, in the order in which its notes look at them. */
export const CASE_001_PROVIDERS = [
  { id: 'b8608be4-22bd-41e3-9173-fefaf19bdc50', name: 'Duke Health (DUK) Charlotte' },
  { id: 'eb285efb-5a49-4f45-87df-836c81c9e19d', name: 'PAM Health (PAM) Denver' },
  { id: 'aba0b530-6f6c-4520-94dd-c4a4dd0afe71', name: 'PAM Health (PAM) Houston' },
  { id: '607ad309-9eef-4a65-9521-18de95986cf6', name: 'PAM Health (PAM) San Antonio' },
  { id: '91de8e85-e7ef-411c-a6aa-477d8159dc39', name: 'Memorial Healthcare System (South Florida)' },
  { id: '542a4199-aa41-4884-9d28-d29d32f23409', name: 'PAM Health (PAM) San Antonio' },
] as const;

export type Case001Provider = (typeof CASE_001_PROVIDERS)[number];
