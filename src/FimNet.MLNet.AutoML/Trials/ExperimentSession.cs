using FimNet.MLNet.AutoML.Data;
using FimNet.MLNet.AutoML.Journal;
using FimNet.MLNet.AutoML.Tuning;
using FimNet.MLNet.Scoring;
using Microsoft.ML;

namespace FimNet.MLNet.AutoML.Trials;

/// <summary>One process's part of an experiment: opens the folder, prepares the images, runs, and gathers the results.</summary>
internal static class ExperimentSession
{
    /// <returns>The results; there is a best one.</returns>
    public static FimNetExperimentResults Run(AnomalyDetectionCatalog catalog, ExperimentSettings settings, CancellationToken token)
    {
        Validate(settings);
        if (settings.Folder is { } path)
        {
            return RunIn(path, catalog, settings, token);
        }

        DirectoryInfo temporary = Directory.CreateTempSubdirectory("fimnet-experiment-");
        try
        {
            FimNetExperimentResults results = RunIn(temporary.FullName, catalog, settings, token);
            _ = results.Best!.Model;
            return results;
        }
        finally
        {
            temporary.Delete(recursive: true);
        }
    }

    private static FimNetExperimentResults RunIn(string path, AnomalyDetectionCatalog catalog, ExperimentSettings settings, CancellationToken token)
    {
        // Before the time begins: loading libtorch for the first time may take seconds.
        (string device, TrainingPrecision precision) = catalog.Trainers.FimNet(settings.Options, cancellationToken: token).Place();
        var budget = new TimeBudget(settings.Seconds);
        var mlContext = new MLContext(settings.Seed);
        using ExperimentFolder folder = ExperimentFolder.Open(path);
        var images = new ImageStore(folder.Images, settings.Options, settings.Seed);
        ExperimentHeader header = Prepare(mlContext, folder, images, settings, hash => settings.Identity(hash, device, precision), budget, token);

        var results = new ResultMaker(folder, settings.Metric, header.SearchedOptions, mlContext);
        var journal = new TrialJournal(folder, results, settings.Metric, new TrialMonitor(settings.Monitor));
        budget.Before = journal.Spent;
        var pipeline = new ImagePipeline(mlContext, settings.Dataset!.Training, settings.Options.ImageColumnName);
        var runner = new TrialRunner(catalog, mlContext, settings, folder, journal, budget, pipeline, images, token);
        try
        {
            new ExperimentRun(settings, header.Plan, folder, journal, budget, runner).Run();
        }
        catch (OperationCanceledException) when (journal.Best is not null)
        {
            // The best so far is the result.
        }
        catch (OperationCanceledException e) when (budget.IsOver && !token.IsCancellationRequested)
        {
            throw new TimeoutException($"The training time of {settings.Seconds} seconds was over before a trial had a result. Give it more time, or fewer or smaller images.", e);
        }
        catch (TrialMonitor.FailureException e)
        {
            e.Rethrow();
        }

        return journal.Best is null
            ? throw new InvalidOperationException($"All trials failed. The last one's reason: {journal.Records[^1].Reason}")
            : FimNetExperimentResults.Of(journal.Records, results, settings.Metric);
    }

    /// <summary>Copies the images of a new experiment, or checks that they are those of the one to be continued. While nothing has come of it, it is planned anew.</summary>
    private static ExperimentHeader Prepare(
        MLContext mlContext, ExperimentFolder folder, ImageStore images, ExperimentSettings settings, Func<string, IReadOnlyDictionary<string, string>> identify, TimeBudget budget, CancellationToken token)
    {
        ExperimentHeader? header = folder.ReadHeader();
        string imageColumn = settings.Options.ImageColumnName;
        ExperimentDataset dataset = settings.Dataset! with
        {
            Training = WithImages(settings.Dataset.Training),
            Validation = settings.Dataset.Validation is { } validation ? WithImages(validation) : null,
        };
        IReadOnlyDictionary<string, string> identity = identify(images.Fill(dataset, write: header is null, settings.Metric.NeedsMasks, token));
        header?.Require(identity, folder.Path);
        bool hasTrials = folder.ReadTrials().Count > 0;
        if (header is not null && (hasTrials || (header.Seconds == settings.Seconds && folder.HasCheckpoints)))
        {
            header.RequireKindOf(settings.Seconds, folder.Path);
            return header;
        }

        if (!hasTrials)
        {
            folder.DeleteCheckpoints();
        }

        TrialPlan plan = settings.Seconds is null ? TrialPlan.OfLength(settings.Tuner) : TrialPlan.OfTime(settings.Tuner, Math.Max(1, budget.RemainingSeconds));
        header = new ExperimentHeader(identity, settings.Metric.Name, settings.SearchSpace.Options, settings.Seconds, plan);
        folder.Write(header);
        return header;

        IDataView WithImages(IDataView view) => new ImagePipeline(mlContext, view, imageColumn).WithImages(view);
    }

    /// <exception cref="InvalidOperationException">Something that a run needs was not set.</exception>
    private static void Validate(ExperimentSettings settings)
    {
        settings.Options.Validate();
        if (settings.Dataset is null)
        {
            throw new InvalidOperationException("The experiment has no images. Call SetDataset before Run.");
        }

        settings.RequireBudget();

        if (settings.Options.DefectiveImageColumnName is { } column)
        {
            throw new InvalidOperationException($"{nameof(FimNetOptions.DefectiveImageColumnName)} is '{column}'; an experiment works without that column: leave it null.");
        }

        string[] own = [.. typeof(DefectDatasetRow).GetProperties().Select(property => property.Name)];
        if (ScoredColumns.Of(settings.Options.Columns, settings.Options.ImageWidth, settings.Options.ImageHeight).FirstOrDefault(scored => own.Contains(scored.Name)) is { Name: { } hidden })
        {
            throw new InvalidOperationException($"The options name a scored column '{hidden}', as a column of the experiment's own images is named: {string.Join(", ", own)}. Give it another name.");
        }
    }
}
