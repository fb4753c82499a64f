using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace FimNet.MLNet.Tests.Scoring;

/// <summary>One transformer used by many threads gives the bits that one thread gets.</summary>
[TestClass]
public sealed class ConcurrencyTests : IDisposable
{
    private const int Threads = 8;

    private readonly MLContext _mlContext = new(seed: 0);
    private readonly Row[] _rows = [.. Enumerable.Range(0, 9).Select(i => new Row { Image = TestModel.Image(i % 3 == 0 ? 128 : 90, 64, seed: i).ToMLImage() })];
    private readonly FimNetTransformer _transformer;

    public ConcurrencyTests()
    {
        _transformer = TestModel.Transformer(_mlContext);
    }

    public void Dispose() => _transformer.Dispose();

    [TestMethod]
    [Timeout(300_000)]
    public void Engines_of_many_threads_give_what_one_engine_gives()
    {
        Scored[] expected = Predict(Engine());
        OnThreads(_ =>
        {
            using PredictionEngine<Row, Scored> engine = Engine();
            for (int round = 0; round < 3; round++)
            {
                AssertSame(expected, Predict(engine));
            }
        });
    }

    [TestMethod]
    [Timeout(300_000)]
    public void Engines_that_are_rented_by_more_threads_than_there_are_give_what_one_engine_gives()
    {
        Scored[] expected = Predict(Engine());
        using var pool = new BlockingCollection<PredictionEngine<Row, Scored>> { Engine(), Engine(), Engine() };
        OnThreads(thread =>
        {
            for (int i = 0; i < 20; i++)
            {
                PredictionEngine<Row, Scored> engine = pool.Take();
                int row = (thread + i) % _rows.Length;
                AssertSame(expected[row], engine.Predict(_rows[row]));
                pool.Add(engine);
            }
        });
    }

    [TestMethod]
    [Timeout(300_000)]
    public void Cursors_of_many_threads_over_one_view_give_what_one_cursor_gives()
    {
        IDataView scored = _transformer.Transform(_mlContext.Data.LoadFromEnumerable(_rows));
        Scored[] expected = Read(scored);
        OnThreads(_ => AssertSame(expected, Read(scored)));
    }

    [TestMethod]
    [Timeout(300_000)]
    public void Disposing_while_others_score_changes_no_result()
    {
        IDataView scored = _transformer.Transform(_mlContext.Data.LoadFromEnumerable(_rows));
        Scored[] single = Predict(Engine()), together = Read(scored);
        using var done = new CancellationTokenSource();
        int disposals = 0;
        var disposing = new Thread(() =>
        {
            for (; !done.IsCancellationRequested; disposals++)
            {
                _transformer.Dispose();
                Thread.Sleep(1);
            }
        });
        disposing.Start();
        try
        {
            OnThreads(thread =>
            {
                do
                {
                    if (thread % 2 == 0)
                    {
                        AssertSame(together, Read(scored));
                    }
                    else
                    {
                        using PredictionEngine<Row, Scored> engine = Engine();
                        AssertSame(single, Predict(engine));
                    }
                }
                while (Volatile.Read(ref disposals) <= 10);
            });
        }
        finally
        {
            done.Cancel();
            disposing.Join();
        }
    }

    [TestMethod]
    public void A_cursor_may_be_disposed_twice_and_before_its_first_row()
    {
        IDataView scored = _transformer.Transform(_mlContext.Data.LoadFromEnumerable(_rows));
        DataViewRowCursor cursor = scored.GetRowCursor(scored.Schema);
        cursor.Dispose();
        cursor.Dispose();

        cursor = scored.GetRowCursor(scored.Schema);
        Assert.IsTrue(cursor.MoveNext());
        cursor.Dispose();
        cursor.Dispose();
    }

    [TestMethod]
    [DoNotParallelize]
    [Timeout(300_000)]
    public void Memory_stays_flat_while_many_threads_score()
    {
        Score(TimeSpan.FromSeconds(2));
        (long managed, long native) = Memory();
        Score(TimeSpan.FromSeconds(4));
        (long managedAfter, long nativeAfter) = Memory();
        Assert.IsLessThan(5_000_000, managedAfter - managed);
        Assert.IsLessThan(NativeHeap.InUse() is null ? 60_000_000 : 20_000_000, nativeAfter - native, "an image and its map alone take 20 MB in two hundred scorings, if they are kept");

        void Score(TimeSpan time) => OnThreads(_ =>
        {
            using PredictionEngine<Row, Scored> engine = Engine();
            for (var watch = Stopwatch.StartNew(); watch.Elapsed < time;)
            {
                Predict(engine);
            }
        });
    }

    /// <summary>Where the C library does not tell, all that is resident stands for the native heap.</summary>
    private static (long Managed, long Native) Memory()
    {
        long managed = GC.GetTotalMemory(forceFullCollection: true);
        using var process = Process.GetCurrentProcess();
        return (managed, NativeHeap.InUse() ?? process.WorkingSet64);
    }

    private static void OnThreads(Action<int> work)
    {
        var failures = new ConcurrentQueue<Exception>();
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(i => new Thread(() => Guarded(i)))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        if (!failures.IsEmpty)
        {
            throw new AggregateException(failures);
        }

        void Guarded(int i)
        {
            try
            {
                work(i);
            }
#pragma warning disable CA1031 // Whatever went wrong on a thread fails the test.
            catch (Exception e)
#pragma warning restore CA1031
            {
                failures.Enqueue(e);
            }
        }
    }

    private static void AssertSame(Scored[] expected, Scored[] actual)
    {
        Assert.HasCount(expected.Length, actual);
        for (int i = 0; i < expected.Length; i++)
        {
            AssertSame(expected[i], actual[i]);
        }
    }

    private static void AssertSame(Scored expected, Scored actual)
    {
        Assert.AreEqual(expected.Score, actual.Score);
        Assert.IsTrue(expected.AnomalyMap.AsSpan().SequenceEqual(actual.AnomalyMap));
    }

    private PredictionEngine<Row, Scored> Engine() => _mlContext.Model.CreatePredictionEngine<Row, Scored>(_transformer);

    private Scored[] Predict(PredictionEngine<Row, Scored> engine) => Array.ConvertAll(_rows, engine.Predict);

    private Scored[] Read(IDataView scored) => [.. _mlContext.Data.CreateEnumerable<Scored>(scored, reuseRowObject: false)];

    private sealed class Row
    {
        [ImageType(64, 128)]
        public MLImage? Image { get; set; }
    }

    private sealed class Scored
    {
        public float Score { get; set; }

        public float[] AnomalyMap { get; set; } = [];
    }
}
