package io.github.mcpoauth.consent;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.core.RedirectUri;

/**
 * What a person is asked to approve. Immutable.
 *
 * @param clientName what the client calls itself, or {@code null}
 * @param clientHost the host, with its port if it has one, that publishes the name and
 * the redirect URIs of the client, or {@code null} if nobody has verified either. To be
 * shown as prominently as the name, which anybody can choose.
 * @param user who is asked, or {@code null} if nobody is logged in yet
 * @param server the name of this server for people
 * @param resource the resource that the access is for
 * @param redirectUri where the authorization code goes
 * @param scopes what the client asks for
 * @param transaction what the decision has to carry back
 * @param memory what becomes of an approval
 */
public record ConsentPrompt(@Nullable String clientName, @Nullable String clientHost, @Nullable String user,
		String server, String resource, RedirectUri redirectUri, List<RequestedScope> scopes, Transaction transaction,
		Memory memory) {

	public ConsentPrompt {
		scopes = List.copyOf(scopes);
	}

	/**
	 * What becomes of an approval.
	 *
	 * @param timeToLive how long the person is not asked again, or {@code null} if the
	 * approval is not remembered
	 * @param imitable whether approvals are remembered here, but not this one, since
	 * other programs could pretend to be the client
	 * @param account the URL of the page where the person can take it back, or
	 * {@code null} if there is none
	 */
	public record Memory(@Nullable Duration timeToLive, boolean imitable, @Nullable String account) {

		/** Nothing is remembered here. */
		public static final Memory NONE = new Memory(null, false, null);

	}

	/**
	 * A scope that is asked for.
	 *
	 * @param scope the scope token
	 * @param description what it allows, in words
	 */
	public record RequestedScope(String scope, String description) {

		/**
		 * A scope that may have no description.
		 * @param scope the scope token
		 * @param description what it allows, in words, or {@code null}
		 * @return the scope with the description, or with words that repeat the token
		 */
		public static RequestedScope of(String scope, @Nullable String description) {
			return new RequestedScope(scope,
					(description != null) ? description : "Use the permission “" + scope + "”");
		}

	}

	/**
	 * The form fields of the decision: {@code decision} ({@code approve} or
	 * {@code deny}), {@code client_id}, {@code state}, the CSRF token, and one
	 * {@code scope} for each approved scope.
	 *
	 * @param action where the form is posted
	 * @param clientId the value of {@code client_id}
	 * @param state the value of {@code state}
	 * @param csrfParameter the name of the field with the CSRF token
	 * @param csrfToken its value
	 */
	public record Transaction(String action, String clientId, String state, String csrfParameter, String csrfToken) {
	}

}
