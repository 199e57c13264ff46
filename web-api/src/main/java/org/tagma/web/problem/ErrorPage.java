package org.tagma.web.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.web.http.Exchange;

/**
 * The error page of the application (web.xml): says as a problem what the server would say in HTML.
 */
@WebServlet(urlPatterns = ErrorPage.PATH)
public final class ErrorPage extends HttpServlet {
  private static final long serialVersionUID = 1L;

  /** Where the error page lies; asked for directly, there is nothing. */
  static final String PATH = "/problem";

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response) {
    Exchange exchange = Exchange.of(request);
    Problems.write(exchange, failure(request, exchange), response);
  }

  private static OperationFailed failure(HttpServletRequest request, Exchange exchange) {
    if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable thrown) {
      return FailureMapper.failure(exchange, thrown);
    }
    int status =
        request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
            ? code
            : HttpServletResponse.SC_NOT_FOUND;
    return HttpFailure.of(status, exchange.method(), exchange.path());
  }
}
