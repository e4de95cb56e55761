package io.github.mcpoauth.support;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.springframework.context.event.EventListener;

import io.github.mcpoauth.event.OAuthEvent;

/**
 * A listener as an application would write it, which remembers what it was told.
 */
public class RecordedEvents {

	private final List<OAuthEvent> events = new CopyOnWriteArrayList<>();

	@EventListener
	void remember(OAuthEvent event) {
		this.events.add(event);
	}

	/** What happened to a client, in the order in which it was told. */
	public List<OAuthEvent> of(String clientId) {
		return this.events.stream()
			.filter((event) -> event.client() != null && event.client().id().equals(clientId))
			.toList();
	}

	public <T extends OAuthEvent> List<T> of(String clientId, Class<T> type) {
		return of(clientId).stream().filter(type::isInstance).map(type::cast).toList();
	}

	public List<OAuthEvent> all() {
		return List.copyOf(this.events);
	}

}
