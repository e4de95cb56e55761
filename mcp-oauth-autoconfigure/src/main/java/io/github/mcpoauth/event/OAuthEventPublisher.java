package io.github.mcpoauth.event;

/**
 * Is told what has happened. The default passes it on as an application event of Spring.
 * Implementations are thread-safe, quick, and throw nothing: what has happened is not
 * undone by that, and whoever asked for it waits for the answer.
 */
@FunctionalInterface
public interface OAuthEventPublisher {

	/**
	 * Tells of an event.
	 * @param event what has happened
	 */
	void publish(OAuthEvent event);

}
