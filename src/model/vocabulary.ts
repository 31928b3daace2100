// Closed lists of the field's words, as they stand in acts.

export const roles = [
  'administrator',
  'examiner',
  'officer',
  'custodian',
  'expert',
  'court-clerk',
  'prosecutor',
  'judge',
  'lawyer',
  'courier',
  'party',
  'witness',
] as const
export type Role = (typeof roles)[number]

export const exhibitCategories = [
  'phone',
  'tablet',
  'computer',
  'drive',
  'memory-card',
  'usb-stick',
  'optical-disc',
  'container',
  'account',
  'online-capture',
  'document',
  'working-copy',
  'other',
] as const
export type ExhibitCategory = (typeof exhibitCategories)[number]

export const sealConditions = ['intact', 'damaged', 'missing'] as const
export type SealCondition = (typeof sealConditions)[number]

/** What a clock was compared with, to say how far it is off. */
export const clockReferences = ['ntp', 'time-stamp', 'other'] as const
export type ClockReference = (typeof clockReferences)[number]
