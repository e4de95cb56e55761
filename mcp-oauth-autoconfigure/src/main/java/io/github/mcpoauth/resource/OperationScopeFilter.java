package io.github.mcpoauth.resource;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.WebUtils;

import io.github.mcpoauth.core.Check;
import io.github.mcpoauth.core.ErrorText;
import io.github.mcpoauth.core.Scopes;
import io.github.mcpoauth.scope.McpOperation;

/**
 * Refuses messages that ask for more than the caller's scopes allow, before the
 * application sees them: in the answer of a tool no client would look for what to do. The
 * body decides. Headers that repeat it (SEP-2243) are only compared with it, for whoever
 * sends the one can send another. Answers to lists say what is needed.
 */
final class OperationScopeFilter extends OncePerRequestFilter {

	private final McpEndpoints endpoints;

	private final ScopeRules rules;

	private final MessageBody bodies;

	OperationScopeFilter(McpEndpoints endpoints, ScopeRules rules) {
		this.endpoints = endpoints;
		this.rules = rules;
		this.bodies = new MessageBody(rules.maxMessageSize());
	}

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return this.rules.isEmpty();
	}

	@Override
	protected boolean shouldNotFilterAsyncDispatch() {
		return false;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (isAsyncDispatch(request)) {
			chain.doFilter(request, response);
			finish(request, WebUtils.getNativeResponse(response, ListAnswerResponse.class));
			return;
		}
		byte[] body;
		List<McpMessage> messages = List.of();
		try {
			body = this.bodies.read(request);
			if (body.length > 0 || request.getContentLengthLong() > 0) {
				messages = McpMessageReader.read(MessageBody.text(request, body));
				MirroredHeaders.check(request, messages);
				authorize(request, messages);
			}
		}
		catch (MalformedMessageException ex) {
			this.endpoints.of(request).refused(response, Check.MESSAGE.value());
			ChallengeWriter.write(response, ex);
			return;
		}
		catch (AccessDeniedException ex) {
			throw ex;
		}
		catch (RuntimeException ex) { // of the application's own rules
			this.logger.error("What a message needs can't be told", ex);
			this.endpoints.of(request).challenged(response, ChallengeReason.UNAVAILABLE);
			ChallengeWriter.writeUnavailable(response, "The permissions can't be checked at the moment; try again");
			return;
		}
		ListAnswerResponse answer = answering(request, response, messages);
		chain.doFilter(new ReadRequest(request, body), (answer != null) ? answer : response);
		finish(request, answer);
	}

	private @Nullable ListAnswerResponse answering(HttpServletRequest request, HttpServletResponse response,
			List<McpMessage> messages) {
		if (!ListAnswers.areExpectedFor(messages)) {
			return null;
		}
		Listing listing = new Listing(this.rules, this.endpoints.of(request).required(), caller());
		return new ListAnswerResponse(response, new ListAnswers(messages, listing));
	}

	private static void finish(HttpServletRequest request, @Nullable ListAnswerResponse answer) throws IOException {
		if (answer != null && !request.isAsyncStarted()) {
			answer.finish();
		}
	}

	private static Authentication caller() {
		return Objects.requireNonNull(SecurityContextHolder.getContext().getAuthentication(),
				"The chain lets nobody in without one");
	}

	private void authorize(HttpServletRequest request, List<McpMessage> messages) {
		Authentication caller = caller();
		List<McpOperation> operations = messages.stream().map(McpMessage::operation).filter(Objects::nonNull).toList();
		Scopes needed = this.rules.required(operations, caller);
		if (!this.rules.allow(caller, needed)) {
			String what = ErrorText
				.of(operations.stream().map(McpOperation::toString).distinct().collect(Collectors.joining(", ")));
			Scopes all = this.endpoints.of(request).required().plus(needed);
			throw new AuthorizationDeniedException("Scopes are missing", new ScopeDecision(false, all, what));
		}
	}

}
