package io.github.mcpoauth.authorizationserver;

import java.util.List;
import java.util.Map;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;

import io.github.mcpoauth.web.ProtocolEndpoint;

/**
 * Logins at identity providers. Apart from what they are made of, so that this package
 * works without Spring Security's OAuth 2.0 client.
 */
public interface FederatedLogins {

	/**
	 * The providers to choose from.
	 * @return the choices in their order, at least one
	 */
	List<Choice> choices();

	/**
	 * What requests to the endpoints of these logins have to look like.
	 * @return the endpoints by path below the context path
	 */
	Map<String, ProtocolEndpoint> requests();

	/**
	 * Adds these logins to a chain.
	 * @param http the chain's builder
	 * @param success is told of logins, with the user in the session
	 * @param failure is told of failures, as a {@link FailedLoginException}
	 */
	void applyTo(HttpSecurity http, AuthenticationSuccessHandler success, AuthenticationFailureHandler failure);

	/**
	 * Forgets what is kept of a user for as long as there are grants.
	 * @param principalName the user, of these logins or not
	 * @throws io.github.mcpoauth.store.StoreUnavailableException if the store can't be
	 * reached
	 */
	void forget(String principalName);

	/**
	 * A provider to log in at.
	 *
	 * @param label its name for people
	 * @param path where its login begins, below the context path
	 */
	record Choice(String label, String path) {
	}

}
