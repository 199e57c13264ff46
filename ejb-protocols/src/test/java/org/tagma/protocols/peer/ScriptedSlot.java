package org.tagma.protocols.peer;

import java.util.ArrayList;
import java.util.List;

/** A slot that answers by script and remembers through which deadline classes it was called. */
final class ScriptedSlot extends PeerSlot {
  /** What a call comes to: a reply, or an exception of transport or container. */
  interface Script {
    PeerReply reply(PeerDeadline deadline, PeerCall call) throws PeerUnreachable;
  }

  final List<PeerDeadline> calls = new ArrayList<>();
  Script script = (deadline, call) -> new PeerReply.Answered(200, new byte[0]);

  private PeerReply play(PeerDeadline deadline, PeerCall call) throws PeerUnreachable {
    calls.add(deadline);
    return script.reply(deadline, call);
  }

  @Override
  public PeerReply probe(PeerCall call) throws PeerUnreachable {
    return play(PeerDeadline.PROBE, call);
  }

  @Override
  public PeerReply notice(PeerCall call) throws PeerUnreachable {
    return play(PeerDeadline.NOTICE, call);
  }

  @Override
  public PeerReply frost(PeerCall call) throws PeerUnreachable {
    return play(PeerDeadline.FROST, call);
  }

  @Override
  public PeerReply dkg(PeerCall call) throws PeerUnreachable {
    return play(PeerDeadline.DKG, call);
  }

  @Override
  public PeerReply gg20(PeerCall call) throws PeerUnreachable {
    return play(PeerDeadline.GG20, call);
  }

  @Override
  public PeerReply aux(PeerCall call) throws PeerUnreachable {
    return play(PeerDeadline.AUX, call);
  }
}
