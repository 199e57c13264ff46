package org.tagma.protocols.peer.slot;

import jakarta.enterprise.context.ApplicationScoped;
import org.tagma.protocols.peer.PeerSlot;
import org.tagma.protocols.peer.Slot;

/** The circuits of peer slot 3. */
@ApplicationScoped
@Slot(3)
public class PeerSlot3 extends PeerSlot {}
