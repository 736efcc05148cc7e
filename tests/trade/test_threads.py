"""One thread for linear algebra: a certificate."""

from threadpoolctl import threadpool_info, threadpool_limits

from detente.trade.threads import one_thread


def threads():
    """Of the BLAS that numpy calls."""
    return {found["num_threads"] for found in threadpool_info() if "numpy" in found["filepath"]}


# Certificates


def test_there_is_one_thread_inside_and_as_many_as_before_after():
    with threadpool_limits(2, user_api="blas"):
        with one_thread():
            assert threads() <= {1}
        assert threads() <= {2}
    assert threads() <= {1}  # of every test
