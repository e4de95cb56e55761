package io.github.mcpoauth.support;

import java.util.Map;

import org.jsoup.nodes.Element;

/**
 * A client of the facade whose user logs in at the provider behind it, where each code is
 * good once.
 */
final class FacadeCodeFlow implements CodeFlow {

	private final FacadeServer facade;

	private final FacadeFlow flow;

	private final ClientRequests requests;

	FacadeCodeFlow(FacadeServer facade, String clientId) {
		this.facade = facade;
		this.flow = FacadeFlow.withClientId(clientId);
		this.requests = new ClientRequests(clientId, FacadeServer.RESOURCE);
	}

	@Override
	public ClientRequests requests() {
		return this.requests;
	}

	@Override
	public Http browser() {
		return this.flow.browser();
	}

	@Override
	public Reply authorize(Map<String, String> request) {
		return this.flow.authorize(this.facade.server(), request);
	}

	@Override
	public Element consentPage(Map<String, String> request) {
		return this.flow.consentPage(this.facade.server(), request);
	}

	@Override
	public Reply approve(Map<String, String> request) {
		Reply toProvider = this.flow.approve(this.facade.server(), request);
		return this.flow.callback(this.facade.server(), this.facade.provider().login(toProvider));
	}

	@Override
	public Reply deny(Map<String, String> request) {
		return this.flow.decide(this.facade.server(), FacadeFlow.fields(consentPage(request), "deny"));
	}

	@Override
	public Reply token(Map<String, String> request) {
		return this.flow.token(this.facade.server(), request);
	}

}
