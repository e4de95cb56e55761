package io.github.mcpoauth.facade;

import java.io.IOException;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.log.LogMessage;
import org.springframework.http.HttpStatus;
import org.springframework.web.HttpRequestHandler;

import io.github.mcpoauth.core.Check;
import io.github.mcpoauth.core.ErrorText;
import io.github.mcpoauth.core.OAuthError;
import io.github.mcpoauth.upstream.UpstreamUnavailableException;
import io.github.mcpoauth.web.AuthorizationResponse;
import io.github.mcpoauth.web.MessagePage;
import io.github.mcpoauth.web.ProtocolError;
import io.github.mcpoauth.web.RefusedClient;

/**
 * Where the identity provider sends the browser back to: checks that this browser began
 * the login and that this provider answers, and passes the answer on to the client with
 * the client's own state and this server's issuer.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9207#section-2.4">RFC 9207
 * section 2.4</a>
 */
final class CallbackEndpoint implements HttpRequestHandler {

	private static final Log logger = LogFactory.getLog(CallbackEndpoint.class);

	private static final MessagePage STRANGE = new MessagePage("This login can't go on",
			"It has expired, was finished already, or was begun in another browser.",
			"Go back to the application and connect again.");

	/**
	 * What a person decided, or what a second try may change, is the client's business.
	 */
	private static final Set<String> PASSED_ON = Set.of("access_denied", "invalid_scope", "temporarily_unavailable");

	/** What OpenID Connect says where a person would have to decide. */
	private static final Set<String> NOT_DECIDED = Set.of("login_required", "consent_required", "interaction_required",
			"account_selection_required");

	private final FacadeComponents facade;

	private final RedirectRecheck recheck;

	private final BrowserBinding loginBinding;

	CallbackEndpoint(FacadeComponents facade, BrowserBinding loginBinding) {
		this.facade = facade;
		this.recheck = new RedirectRecheck(facade.clients());
		this.loginBinding = loginBinding;
	}

	@Override
	public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
		UpstreamLogin login = UpstreamLogin.open(this.facade.sealedFields(), request.getParameter("state"))
			.orElse(null);
		if (login == null) {
			refuse(request, response, HttpStatus.BAD_REQUEST, Check.STATE, "The state is unknown or has expired");
		}
		else if (!this.loginBinding.release(login.browser(), request, response)) {
			refuse(request, response, HttpStatus.FORBIDDEN, Check.BROWSER, "The login was not begun in this browser");
		}
		else {
			checkClient(login, request, response);
		}
	}

	private void checkClient(UpstreamLogin login, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		try {
			this.recheck.client(login.request());
		}
		catch (RefusedRequestException ex) {
			RefusedClient.write(request, response, ex.error());
			return;
		}
		checkIssuer(login, request, response);
	}

	/**
	 * Whether a missing issuer is one too few, only the metadata tells. An instance that
	 * never got hold of it can't tell, and could not redeem the code either.
	 */
	private void checkIssuer(UpstreamLogin login, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		try {
			if (this.facade.upstream().isIssuer(request.getParameter("iss"))) {
				passOn(login.request(), login, request, response);
			}
			else {
				refuse(request, response, HttpStatus.BAD_REQUEST, Check.ISSUER,
						"The answer is not from the expected issuer");
			}
		}
		catch (UpstreamUnavailableException ex) {
			answerTo(login.request()).with(ProviderOutage.report(ex)).send(request, response);
		}
	}

	private AuthorizationResponse answerTo(AuthorizationRequest asked) {
		return new AuthorizationResponse(asked.redirectUri(), this.facade.urls().issuer(), asked.state());
	}

	private void passOn(AuthorizationRequest asked, UpstreamLogin login, HttpServletRequest request,
			HttpServletResponse response) throws IOException {
		AuthorizationResponse answer = answerTo(asked);
		String error = request.getParameter("error");
		String code = request.getParameter("code");
		if (error != null) {
			answer.with(forClient(error, request.getParameter("error_description")));
		}
		else if (code != null && !code.isEmpty() && code.indexOf('\0') < 0) {
			answer.with("code", AuthorizationCode.of(login, code).seal(this.facade.sealedFields()));
		}
		else {
			refuse(request, response, HttpStatus.BAD_REQUEST, Check.PROVIDER,
					"The answer has neither a code nor an error");
			return;
		}
		answer.send(request, response);
	}

	private static OAuthError forClient(String error, @Nullable String description) {
		if (PASSED_ON.contains(error)) {
			return new OAuthError(error, printable(description, "The identity provider said: " + error),
					Check.PROVIDER);
		}
		if (NOT_DECIDED.contains(error)) {
			return new OAuthError("access_denied", "The identity provider said: " + error, Check.PROVIDER);
		}
		logger.warn(LogMessage.format("The identity provider refused this server's authorization request: %s (%s)",
				printable(error, "unknown"), printable(description, "no description")));
		return new OAuthError("server_error", "The identity provider refused the request of this server",
				Check.PROVIDER);
	}

	private static String printable(@Nullable String text, String otherwise) {
		return (text == null || text.isBlank()) ? otherwise : ErrorText.of(text);
	}

	private static void refuse(HttpServletRequest request, HttpServletResponse response, HttpStatus status, Check check,
			String description) throws IOException {
		ProtocolError.write(request, response, status, OAuthError.invalidRequest(check, description), STRANGE);
	}

}
