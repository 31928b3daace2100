/** Time stamps: what a token is refused for, and what it takes to ask for one. */
export const timestamps = {
  'error.environment.network/timeout.what': 'The server did not answer in time[: {server}].',
  'error.environment.network/content-type.what':
    'What the server[ {server}] answered is not what was asked for: by its own word it is something else.',
  'error.environment.network/too-long.what':
    'The server[ {server}] answered with more than a time stamp can be.',

  'error.source.refused/status.what': 'The time-stamping authority did not grant the request.',
  'error.source.refused/content-type.what': 'What was signed is not a time stamp.',
  'error.source.refused/imprint-algorithm.what':
    'The time stamp uses a digest that is not SHA-256, SHA-384 or SHA-512.',
  'error.source.refused/imprint.what': 'The time stamp is over something else.',
  'error.source.refused/nonce.what': 'The time stamp answers another request than the ones made here.',
  'error.source.refused/one-signer.what': 'The time stamp does not have exactly one signer.',
  'error.source.refused/algorithm.what':
    'The time stamp is signed with an algorithm or a key that this program does not take.',
  'error.source.refused/signed-attributes.what':
    'The signature does not cover what is signed and what kind of thing it is.',
  'error.source.refused/message-digest.what':
    'What the time stamp says is not what was signed: it was altered.',
  'error.source.refused/certificate-absent.what':
    'The certificate the time stamp was signed with did not come along.',
  'error.source.refused/certificate-unnamed.what':
    'The signature does not name its certificate by a digest of the SHA-2 family (ESSCertIDv2).',
  'error.source.refused/signing-certificate.what':
    'The signature names another certificate than the one that came along.',
  'error.source.refused/token-signature.what': 'The signature of the time stamp does not verify.',
  'error.source.refused/key-usage.what':
    'The certificate is not one for time stamping, critical and for nothing else.',
  'error.source.refused/certificate-validity.what':
    'The term of the certificate does not include the time the stamp states: an authority does not give out such a stamp.',
  'error.source.refused/root.what':
    'The time stamp does not come from an authority that was pinned for this verification.',
  'error.source.refused/window.what':
    'The time stamp lies outside the time for which its authority was pinned.',
  'error.source.refused/policy.what':
    'The time stamp was given under a policy that was not pinned for its authority.',

  'error.usage.argument/url.what': '{what} is not the address of a server[: {text}].',
  'error.usage.argument/url.remedy': 'Give it whole, with http:// or https:// before it.',
  'error.usage.argument/oid.what': '{what} is not an object identifier[: {text}].',
  'error.usage.argument/oid.remedy':
    'Give it as numbers with points between them, as the authority states it.',

  'cli.command.checkpoint.timestamp':
    'have an authority outside the lab state by when the newest checkpoint existed',
  'cli.option.timestamp-request': 'write the request to a file, to be carried to a machine with a network',
  'cli.option.timestamp-response': 'take the answer that came back',
  'cli.option.timestamp-server': 'ask this server now, over the network',
  'cli.option.timestamp-policy':
    'object identifier of the policy to ask for; the authority’s own when left out',
  'cli.option.tsa': 'time-stamping authorities to trust: a file, or a folder of *.tsa',
  'label.accuracy': 'accuracy (ms)',
  'label.added': 'kept now',
  'label.authority': 'authority',
  'label.policy': 'policy',
  'label.time': 'time',

  'error.source.malformed/time-stamp roots.remedy':
    'A certificate alone does not say for what time and under which policies it counts: write the file as docs/formats/tsa-roots.md says.',

  'thing.time stamp': 'a time stamp',
  'thing.time-stamp roots': 'roots of time-stamping authorities',

  'finding.timestamp.refused': 'A time stamp kept for {size:count} {size:entry/entries} does not hold.',
  'finding.timestamp.malformed':
    'What is kept as a time stamp for {size:count} {size:entry/entries} is none.',
  'finding.timestamp.beyond-log':
    'A time stamp is kept for {size:count} entries and the log has {entries:count}: entries are missing.',
  'finding.timestamp.unsupported':
    'A time stamp kept for {size:count} {size:entry/entries} could not be checked.',
  'finding.timestamp.untrusted':
    'A time stamp of {time} for {size:count} {size:entry/entries} is sound and does not count.',

  'break.STAMP-BEFORE-LOG.title': 'Recorded after the time at which an outsider stamped it',
  'break.STAMP-BEFORE-LOG.question':
    'An authority outside the lab saw these entries before the log says they were made: which of the two clocks was wrong, and by how much?',
  'break.LOG-BEFORE-STAMP.title': 'Follows what was stamped, with an earlier log time than the stamp',
  'break.LOG-BEFORE-STAMP.question':
    'Was the stamp fetched long after its checkpoint was made, or was the clock set back when this was recorded?',
} as const
