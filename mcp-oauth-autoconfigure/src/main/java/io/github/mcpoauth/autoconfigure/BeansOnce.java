package io.github.mcpoauth.autoconfigure;

import java.util.Iterator;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;

/**
 * Beans in their order, looked for when they are first needed, since some are made later
 * than who needs them, and only then: to find them takes longer than to use them.
 * Thread-safe; without a lock, which could be taken the other way round while beans are
 * made.
 *
 * @param <T> the type of the beans
 */
final class BeansOnce<T> implements Iterable<T> {

	private final ObjectProvider<T> provider;

	private volatile @Nullable List<T> beans;

	BeansOnce(ObjectProvider<T> provider) {
		this.provider = provider;
	}

	@Override
	public Iterator<T> iterator() {
		List<T> found = this.beans;
		if (found == null) {
			found = this.provider.orderedStream().toList();
			this.beans = found;
		}
		return found.iterator();
	}

}
