namespace FimNet.MLNet.AutoML;

/// <summary>What a trial tries.</summary>
public sealed class TrialSettings
{
    internal TrialSettings(int trialId, int trainingId, FimNetOptions options, IReadOnlyDictionary<string, object> parameter)
    {
        TrialId = trialId;
        TrainingId = trainingId;
        Options = options;
        Parameter = parameter;
    }

    /// <summary>Counts the trials from 0.</summary>
    public int TrialId { get; }

    /// <summary>The trial whose trained network this one scores in another way; <see cref="TrialId"/> itself for a trial that trains.</summary>
    public int TrainingId { get; }

    /// <summary>All options, to train once more with.</summary>
    public FimNetOptions Options { get; }

    /// <summary>The values of the options that the search space has, by name.</summary>
    public IReadOnlyDictionary<string, object> Parameter { get; }
}
