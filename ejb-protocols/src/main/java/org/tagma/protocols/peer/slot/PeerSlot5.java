package org.tagma.protocols.peer.slot;

import jakarta.enterprise.context.ApplicationScoped;
import org.tagma.protocols.peer.PeerSlot;
import org.tagma.protocols.peer.Slot;

/** The circuits of peer slot 5. */
@ApplicationScoped
@Slot(5)
public class PeerSlot5 extends PeerSlot {}
