namespace FimNet.MLNet.AutoML.Tests.Experiments;

/// <summary>An experiment as a process of its own, to be killed: <c>dotnet FimNet.MLNet.AutoML.Tests.dll FOLDER</c> tells of every result.</summary>
internal static class ExperimentWorker
{
    public const int Models = 6;

    public static string Program => typeof(ExperimentWorker).Assembly.Location;

    private static void Main(string[] arguments)
    {
        var monitor = new ListeningMonitor
        {
            Completed = result =>
            {
                TrialPoint point = result.LearningCurve[^1];
                Console.WriteLine(FormattableString.Invariant($"{result.TrialSettings.TrialId} at {point.Fraction:f3}: {result.Metric:r}"));
            },
        };
        TinyExperiment.Create().SetDataset(TinyExperiment.View(6)).SetMaxModelToExplore(Models).SetMonitor(monitor).SetCheckpointFolder(arguments[0]).Run();
    }
}
