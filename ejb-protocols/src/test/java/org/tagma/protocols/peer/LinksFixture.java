package org.tagma.protocols.peer;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/** Links from keeper 1 to the scripted keepers 2 and 3, in one thread, on a clock of their own. */
final class LinksFixture {
  final AtomicLong clock = new AtomicLong();
  final AtomicLong watchClock = new AtomicLong();
  final ScriptedSlot second = new ScriptedSlot();
  final ScriptedSlot third = new ScriptedSlot();
  final PeerHealth health = new PeerHealth(clock::get);

  PeerLinks links(Executor executor) {
    return new PeerLinks(
        Map.of(2, second, 3, third),
        Map.of(
            2, URI.create("http://127.0.0.1:9082"),
            3, URI.create("http://127.0.0.1:9083")),
        deadline -> Duration.ofMillis(100L * deadline.name().length()),
        health,
        new StallWatch(watchClock::get),
        executor);
  }
}
