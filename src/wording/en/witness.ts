/** Witnesses, cosignatures, trust policies, and logs held against each other. */
export const witness = {
  'cli.command.witness': 'be somebody outside a lab who sees to it that its logs only grow',
  'cli.command.witness.create': 'make the witness of this home: a key that does nothing else',
  'cli.command.witness.show': 'its verifier key, the logs it watches, and what it has cosigned of each',
  'cli.command.witness.watch': 'take checkpoints of a log from now on',
  'cli.command.witness.serve':
    'cosign over HTTP (C2SP tlog-witness), on this machine alone unless told otherwise',
  'cli.command.witness.sign': 'cosign a request that was carried here as a file',
  'cli.argument.witness-name': 'name it cosigns under: an address of yours without https://',
  'cli.argument.log-key': 'verifier key of the log, or a file with it (keys/log.vkey of a disclosure)',
  'cli.argument.witness-request': 'request to a witness',
  'cli.option.address': 'address of this machine to listen on',
  'cli.option.port': 'port to listen on; 0 for any that is free',
  'cli.option.witness-answer-output': 'file for the cosignature',
  'cli.witness.listening': 'listening on {url}; cosigns as {key}',
  'cli.witness.answered': '{time} {status}[ {reason}]',
  'cli.witness.no-logs': 'It watches no log yet: custodia witness watch.',

  'cli.command.checkpoint.create': 'write the newest checkpoint, to be handed to somebody outside',
  'cli.command.checkpoint.cosign': 'have witnesses outside the lab cosign the newest checkpoint',
  'cli.command.checkpoint.list': 'the newest checkpoint, and those for which somebody outside gave something',
  'cli.option.checkpoint-output': 'file for the checkpoint; without one it is printed',
  'cli.option.witness': 'ask this witness now, over the network (repeatable)',
  'cli.option.witness-request':
    'write the request to a file, to be carried to a witness; with --answer, the request that was answered',
  'cli.option.witness-answer': 'take the answer that came back',
  'cli.option.old': 'how many entries the witness has cosigned so far',
  'cli.option.errata':
    'signed errata of this program: verification names the entries that the faulty versions made',
  'cli.option.errata-key': 'file with the verifier key of whoever signs the errata',
  'cli.option.policy':
    'trust policy (C2SP tlog-policy): whose cosignatures count; else trust/policy in this home',
  'cli.checkpoint.kept': 'Checkpoint of {size:count} {size:entry/entries}, cosigned by {witness} at {at}.',
  'cli.checkpoint.known': 'All of it was here already.',

  'cli.command.compare': 'hold two copies of a log against each other: cases or disclosures',
  'cli.argument.one': 'a case or a disclosure',
  'cli.argument.other': 'another of the same log',
  'cli.compare.identical': 'The two are the same: {common:count} {common:entry/entries}.',
  'cli.compare.extends-one':
    'The second goes on where the first ends: {common:count} {common:entry is/entries are} the same, and {more:count} more {more:stands/stand} in the second alone.',
  'cli.compare.extends-other':
    'The first goes on where the second ends: {common:count} {common:entry is/entries are} the same, and {more:count} more {more:stands/stand} in the first alone.',
  'cli.compare.forked':
    'FORK at entry {common}: {common:count} {common:entry is/entries are} the same, and from there on the two tell different histories.',
  'cli.compare.other-log': 'These are two different logs: they differ from entry 0 on.',
  'cli.compare.signed-both':
    'Both histories are signed with the key of the log: whoever held that key signed both.',
  'cli.compare.signed-one': 'Only the {which} carries a checkpoint signed with the key of the log.',
  'cli.compare.signed-none': 'Neither carries a checkpoint signed with the key of the log.',
  'cli.compare.unverified': 'Nothing but the entries was compared: custodia verify says what each is worth.',
  'word.first': 'first',
  'word.second': 'second',

  'label.at': 'time by its clock',
  'label.cosignatures': 'cosigned by',
  'label.cosigners': 'cosigned by',
  'label.differing': 'differing entries',
  'label.head': 'newest',
  'label.key': 'key',
  'label.logs': 'logs',
  'label.old': 'cosigned so far',
  'label.timestamps': 'time stamps',
  'label.url': 'address',
  'label.witness': 'witness',

  'error.key.absent/witness.what': 'There is no witness in this home[: {home}].',
  'error.key.absent/witness.remedy': 'Make one with custodia witness create.',
  'error.key.untrusted/unknown log.what': 'The witness does not watch this log[: {key}].',
  'error.key.untrusted/unknown log.remedy': 'Give the witness the key of the log: custodia witness watch.',
  'error.key.untrusted/invalid signature.what':
    'The checkpoint carries no good signature of a key under which this log is watched[: {key}].',
  'error.key.untrusted/invalid signature.remedy':
    'Cosign nothing. Compare the key of the log with what the lab states by another way.',
  'error.key.untrusted/no witness of the policy.what':
    'The answer holds no cosignature of a witness that the trust policy names[: {key}].',
  'error.key.untrusted/no witness of the policy.remedy':
    'Put the verifier key of the witness into the trust policy, once it has come to you by a way you trust.',
  'error.ledger.conflict/witness.what':
    'The witness has cosigned {cosigned:count} {cosigned:entry/entries} of this log[, and the request starts from {old}].',
  'error.ledger.conflict/witness.remedy': 'Make the request anew with --old {cosigned}.',
  'error.ledger.rolled-back/witness.what':
    'The checkpoint does not extend what the witness has cosigned of this log[: {origin}, size {size}].',
  'error.ledger.rolled-back/witness.remedy':
    'Nothing was cosigned. Keep the request: it is signed with the key of the log, and shows that the log was rewritten or has two histories.',
  'error.ledger.clock-backward/witness.what':
    'The clock of this machine stands before the time of the last cosignature for this log.',
  'error.ledger.clock-backward/witness.remedy': 'Set the clock and try again.',
  'error.source.refused/other-log.what':
    'The request that was answered is not about a checkpoint of this log.',
  'error.source.refused/other-log.remedy': 'Give the request file of this case that the answer belongs to.',
  'error.source.refused/signature.what':
    'The answer carries a line with the key of a trusted witness that does not verify.',
  'error.source.refused/signature.remedy': 'Nothing was kept. Ask the witness again.',
  'error.usage.argument/key-name.what': 'It cannot name a key[: {text}].',
  'error.usage.argument/key-name.remedy': 'Write it without spaces and plus signs: witness.example/w1.',
  'error.usage.argument/size.what': '{what} names more entries than the log has[: {text}].',
  'error.usage.argument/size.remedy':
    'If the witness says so, this log is older than what it has seen: run custodia verify before anything else.',
} as const
