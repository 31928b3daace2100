import type { AuthorizationView, Speaker, Timer } from '../../src/index.js'

export function authorizationRow(speaker: Speaker, view: AuthorizationView, zone: string) {
  const { authorization, type, powers, number, from, until, inForce, timers } = view
  const { say } = speaker
  return {
    authorization,
    type: say(`authorization-type.${type}`),
    powers: powers.map((power) => say(`power.${power}`)).join(', '),
    number,
    inForce,
    from: speaker.moment(from, zone),
    until: until === undefined ? '' : speaker.moment(until, zone),
    timers: timers.map((timer) => timerText(speaker, timer, zone)).join('; '),
  }
}

export function authorizationFacts(speaker: Speaker, view: AuthorizationView, zone: string) {
  const { authorization, type, powers, number, inForce, from, until, timers } = authorizationRow(
    speaker,
    view,
    zone,
  )
  const { issuer, conditions, document, notes, entry } = view
  const told = notes.map(({ event, entry, at }) =>
    speaker.say('authorization.note', {
      event: speaker.say(`authorization-event.${event}`),
      entry,
      at: speaker.moment(at, zone),
    }),
  )
  return {
    ...{ authorization, type, powers, number, issuer, inForce, from, until },
    scope: scopeText(speaker, view),
    conditions,
    consent: consentText(speaker, view),
    ...(document === undefined ? {} : { document: `sha256:${document}` }),
    notes: told.join('; '),
    timers,
    entry,
  }
}

function scopeText({ say }: Speaker, { scope }: AuthorizationView): string {
  const { exhibits = [], categories = [], text = '' } = scope ?? {}
  const parts = [
    exhibits.join(', '),
    categories.map((each) => say(`category.${each}`)).join(', '),
    text,
  ].filter((part) => part !== '')
  return parts.length === 0 ? say('authorization.scope.all') : parts.join('; ')
}

function consentText({ say }: Speaker, { consent }: AuthorizationView): string {
  if (!consent) return ''
  const { by, guardian = '', lawyer, conflict } = consent
  return say('authorization.consent', {
    by,
    guardian,
    lawyer: say(`consent-lawyer.${lawyer}`),
    conflict: say(`consent-conflict.${conflict}`),
  })
}

function timerText(speaker: Speaker, timer: Timer, zone: string): string {
  const { say } = speaker
  const { of, article = '', until, lastDay = '', state, minutes, entry = '' } = timer
  const left =
    minutes === undefined ? '' : say('timer.left', { hours: Math.floor(minutes / 60), minutes: minutes % 60 })
  const due = until === undefined ? lastDay : speaker.moment(until, zone)
  return say(`timer.${state}`, { what: say(`timer.${of}`), article, until: due, left, entry })
}
