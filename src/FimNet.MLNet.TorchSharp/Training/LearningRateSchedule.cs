namespace FimNet.MLNet;

/// <summary>How the learning rate runs over a training stage.</summary>
public enum LearningRateSchedule
{
    /// <summary>The same rate at every step, as in the paper.</summary>
    Constant,

    /// <summary>A linear rise over the first twentieth of the stage, then half a cosine down to a hundredth of the rate.</summary>
    WarmupCosine,
}
