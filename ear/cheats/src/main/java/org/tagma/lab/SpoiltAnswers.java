package org.tagma.lab;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Spoils the answers to rounds on the wire; probes are answered, so the keeper looks healthy. */
@WebFilter("/peer/v1/sessions/*")
public final class SpoiltAnswers extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final Pattern ROUND = Pattern.compile("/peer/v1/sessions/[^/]+/rounds/(\\d{1,2})");

  private final transient Instruction instruction;

  /** For the container. */
  @Inject
  public SpoiltAnswers(Instruction instruction) {
    this.instruction = instruction;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Matcher round = ROUND.matcher(request.getRequestURI());
    String name = instruction.cheat();
    Optional<WireCheat> cheat =
        Stream.of(WireCheat.values()).filter(c -> c.id().equals(name)).findFirst();
    if (!round.matches()
        || cheat.isEmpty()
        || !cheat.get().spoils(Integer.parseInt(round.group(1)))) {
      chain.doFilter(request, response);
    } else if (cheat.get().isAnsweredAfterwards()) {
      cheat.get().answer(response, () -> instruction.cheat().equals(name));
      chain.doFilter(request, response);
    } else {
      request.getInputStream().readAllBytes();
      cheat.get().answer(response, () -> instruction.cheat().equals(name));
    }
  }
}
