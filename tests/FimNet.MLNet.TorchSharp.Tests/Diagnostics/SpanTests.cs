using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FimNet.MLNet.Tests.Diagnostics;

/// <summary>The spans are the process's, so nothing else may score or train meanwhile.</summary>
[TestClass]
[DoNotParallelize]
public sealed class SpanTests : IDisposable
{
    private readonly MLContext _mlContext = new(seed: 0);
    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ActivityListener _listener;

    public SpanTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == FimNetDiagnostics.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose() => _listener.Dispose();

    [TestMethod]
    public void A_training_has_a_span_with_its_stages_and_their_steps_inside()
    {
        using FimNetTransformer transformer = _mlContext.Fit(TinyTraining.Options);
        Activity training = Named("fimnet.training").Single();
        Assert.AreEqual("64x64", training.GetTagItem("fimnet.model.size"));
        Assert.AreEqual(1, training.GetTagItem("fimnet.training.seed"));
        Assert.AreEqual(ActivityStatusCode.Unset, training.Status);

        Activity[] stages = Named("fimnet.training.stage");
        CollectionAssert.AreEqual(new object[] { 1, 2 }, stages.Select(span => span.GetTagItem("fimnet.training.stage")).ToArray());
        Assert.IsTrue(stages.All(stage => stage.ParentSpanId == training.SpanId));

        Activity[] steps = Named("fimnet.training.step");
        CollectionAssert.AreEqual(new object[] { 1, 2, 1 }, steps.Select(span => span.GetTagItem("fimnet.training.step")).ToArray());
        CollectionAssert.AreEqual(new[] { stages[0].SpanId, stages[0].SpanId, stages[1].SpanId }, steps.Select(step => step.ParentSpanId).ToArray());
    }

    [TestMethod]
    public void A_training_that_fails_says_so()
    {
        IDataView one = _mlContext.View(1);
        Assert.Throws<InvalidOperationException>(() => _mlContext.Fit(TinyTraining.Options, one));
        Activity training = Named("fimnet.training").Single();
        Assert.AreEqual(ActivityStatusCode.Error, training.Status);
        Assert.AreEqual("System.InvalidOperationException", training.GetTagItem("error.type"));
    }

    [TestMethod]
    public void Runs_of_the_graph_are_spans_of_whoever_reads_the_scores()
    {
        using FimNetTransformer transformer = TestModel.Transformer(_mlContext);
        IDataView scored = transformer.Transform(_mlContext.View(5, side: 64));
        using var request = new Activity("a request of the application");
        request.Start();
        Assert.HasCount(5, scored.GetColumn<float>("Score").ToArray());
        request.Stop();

        Activity[] runs = Named("fimnet.scoring.run");
        Assert.AreEqual(5, runs.Sum(run => (int)run.GetTagItem("fimnet.scoring.images")!));
        Assert.IsTrue(runs.All(run => run.ParentSpanId == request.SpanId && (string)run.GetTagItem("fimnet.model.size")! == "128x64"));
    }

    private Activity[] Named(string name) => [.. _spans.Where(span => span.OperationName == name)];
}
